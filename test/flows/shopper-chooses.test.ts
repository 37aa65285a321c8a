import { expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { aLine, orderData, waitingLine } from '../support/shop.ts'
import { beginStory, type Heard, type Story } from '../support/story.ts'

/** The path of the order's page that a mail leads to. */
async function linkIn(story: Story, heard: Heard | undefined, page: string): Promise<string> {
  const { text } = await story.mail(heard as { id: string })
  const found = new RegExp(`https://tidings\\.example(/t/[^/\\s]+/${page})`).exec(text)?.[1]
  if (!found) throw new Error(`the mail holds no link to /${page}: ${text}`)
  return found
}
const kinds = (heard: readonly Heard[]) => heard.map(({ kind }) => kind)

eachDatabase('a shopper who chooses', (open) => {
  it('has everything sent together, takes a substitute in one press, and hears when it ships', async () => {
    const story = await beginStory(await open(), { policy: { split: 'ask' } })
    const lines = [
      aLine('mug', { title: 'Enamel Mug' }),
      waitingLine('quilt', '2026-03-16', { title: 'Down Quilt', sku: 'DQ' }),
    ]
    await story.tell('order.placed', orderData(lines))
    const [confirmed] = await story.wait('PT1H')
    const page = await story.pathOf('ord_1')
    const { text } = await story.mail(confirmed as { id: string })
    expect(text).toContain('On your order page you can choose')

    expect((await story.open(page)).text).toContain('Choose how it ships')
    const together = await story.press(`${page}/split`, { split: 'hold' })
    expect(together.text).toContain('Everything ships in one package.')
    expect((await story.open(page)).text).toContain('In stock, ships with the rest')

    await story.tell('substitute.offered', {
      order_id: 'ord_1',
      line_id: 'quilt',
      options: [
        {
          sku: 'WQ',
          title: 'Wool Quilt',
          price_difference: { amount: '-5.00', currency: 'USD' },
        },
      ],
    })
    const [offered] = await story.wait('PT2H')
    const link = await linkIn(story, offered, 'substitute')
    const choice = await story.open(link)
    expect(choice.text).toContain('Wool Quilt $5.00 less')
    const taken = await story.press(link, { sku: 'WQ' })
    expect(taken.text).toContain('You chose the Wool Quilt.')
    expect((await story.open(page)).text).toContain('We swap it.')

    // The shop swaps it in its own system, and sends all of it.
    const swapped = { id: 'quilt', sku: 'WQ', title: 'Wool Quilt', backorder: null }
    await story.tell('order.updated', { order_id: 'ord_1', lines: [swapped] })
    expect((await story.open(page)).text).not.toContain('We swap it.')
    await story.tell('shipment.created', {
      order_id: 'ord_1',
      shipment_id: 'shp_1',
      shipped_at: await story.now(),
      lines: [
        { id: 'mug', quantity: 1 },
        { id: 'quilt', quantity: 1 },
      ],
    })
    expect(kinds(await story.wait('PT1H'))).toEqual(['shipped'])
    expect((await story.press(`${page}/split`, { split: 'ship_available' })).status).toBe(409)
  })

  it('is told what cannot be had, gets the money, and hears when it is back', async () => {
    const story = await beginStory(await open())
    const line = waitingLine('tent', '2026-03-12', { title: 'Fell Tent 2', sku: 'FT2' })
    await story.tell('order.placed', orderData([line]))
    await story.wait('PT2H')
    await story.tell('backorder.unfulfillable', {
      order_id: 'ord_1',
      lines: [{ id: 'tent', quantity: 1 }],
    })
    const told = await story.wait('PT2H')
    expect(kinds(told)).toEqual(['backorder_unfulfillable'])
    const { text } = await story.mail(told[0] as { id: string })
    expect(text).toContain('$19.90')

    const page = await story.pathOf('ord_1')
    expect((await story.press(`${page}/waitlist`, {})).text).toContain(
      'You are on the waiting list.',
    )
    await story.tell('order.refunded', {
      order_id: 'ord_1',
      amount: { amount: '19.90', currency: 'USD' },
    })
    expect(kinds(await story.wait('P1D'))).toEqual(['refund_issued'])
    await story.tell('inventory.level', { sku: 'FT2', available: 6 })
    expect(kinds(await story.wait('PT2H'))).toEqual(['back_in_stock'])
    await story.tell('inventory.level', { sku: 'FT2', available: 5 })
    expect(kinds(await story.wait('P14D'))).toEqual([])
  })

  it('is asked past the fulfilment window, keeps waiting, and is asked again', async () => {
    const story = await beginStory(await open(), { policy: { delay_options: 'notify' } })
    await story.tell('order.placed', orderData([waitingLine('bag', null, { title: 'Bivy Bag' })]))
    const heard = await story.wait('2026-04-01T14:00:00.000Z')
    const asked = heard.find(({ kind }) => kind === 'backorder_choice')
    expect(asked?.at).toBe('2026-04-01T14:00:00.000Z')

    const link = await linkIn(story, asked, 'choice')
    const before = await story.order('ord_1')
    expect((await story.open(link)).text).toContain('Keep waiting, or not?')
    expect(await story.order('ord_1')).toEqual(before)
    const kept = await story.press(link, { answer: 'keep' })
    expect(kept.text).toContain('If it still waits on Fri, May 1, we ask again.')
    expect(await story.press(link, { answer: 'keep' })).toEqual(kept)

    const later = await story.wait('2026-05-01T14:00:00.000Z')
    expect(later.filter(({ kind }) => kind === 'backorder_choice')).toHaveLength(1)
  })
})
