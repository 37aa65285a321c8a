import { expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { aLine, orderData, waitingLine } from '../support/shop.ts'
import { beginStory, type Heard, type Story } from '../support/story.ts'

/** A delay is only told of. */
const NOTIFY = { delay_options: 'notify' }
/** The Widget of 16 March ships with the Lamp of 13 April. */
const lines = () => [
  waitingLine('widget', '2026-03-12', { title: 'Widget' }),
  waitingLine('lamp', '2026-04-01', { title: 'Lamp' }),
]
const kinds = (heard: readonly Heard[]) => heard.map(({ kind }) => kind)
const promises = async (story: Story) => {
  const order = await story.order('ord_1')
  const shown = order.lines as { backorder: { promise: { ships_by: string } | null } }[]
  return shown.map(({ backorder }) => backorder.promise?.ships_by ?? null)
}

eachDatabase('an order that ships together', (open) => {
  it('has one date in its mails, on its page, in the API and for its clocks', async () => {
    const story = await beginStory(await open())
    await story.tell('order.placed', orderData(lines(), { split: 'hold' }))
    const [confirmed] = await story.wait('PT1H')
    const { text } = await story.mail(confirmed as { id: string })
    expect(text).toContain('April 13')
    expect(text).not.toContain('March 16')
    expect(await promises(story)).toEqual(['2026-04-13', '2026-04-13'])
    const page = await story.pathOf('ord_1')
    expect((await story.open(page)).text).not.toContain('March 16')

    await story.tell('backorder.eta_changed', {
      order_id: 'ord_1',
      lines: [{ id: 'widget', expected_at: '2026-03-20' }],
    })
    const heard = await story.wait('2026-04-10T00:00:00Z')
    expect(new Set(kinds(heard))).toEqual(new Set(['backorder_checkin', 'backorder_update']))
    const order = await story.order('ord_1')
    expect(order.status).toBe('open')
  })

  it('by the shopper’s choice, hears once that a date moved by it', async () => {
    const story = await beginStory(await open(), {
      policy: { ...NOTIFY, split: 'ask' },
    })
    await story.tell('order.placed', orderData(lines()))
    await story.wait('PT1H')
    const page = await story.pathOf('ord_1')
    await story.press(`${page}/split`, { split: 'hold' })

    const heard = await story.wait('2026-03-20T00:00:00Z')
    const slips = heard.filter(({ kind }) => kind === 'eta_slipped')
    expect(slips).toHaveLength(1)
    const { text } = await story.mail(slips[0] as { id: string })
    expect(text).toContain('April 13')
    expect(kinds(heard)).not.toContain('promise_missed')
  })

  it('by a merchant that changes its policy, hears of it as well', async () => {
    const story = await beginStory(await open(), { policy: NOTIFY })
    await story.tell('order.placed', orderData(lines()))
    await story.wait('PT1H')
    await story.ask('PUT', '/v1/policy', { ...NOTIFY, split: 'hold' })

    const heard = await story.wait('2026-03-20T00:00:00Z')
    expect(kinds(heard).filter((kind) => kind === 'eta_slipped')).toHaveLength(1)
    expect(kinds(heard)).not.toContain('promise_missed')
  })
})

eachDatabase('a word that was true, and is so no more', (open) => {
  it('is corrected where a package was taken back', async () => {
    const story = await beginStory(await open(), { policy: NOTIFY })
    await story.tell('order.placed', orderData([waitingLine('lamp', '2026-04-01')]))
    await story.wait('PT1H')
    const shipment = { order_id: 'ord_1', shipment_id: 'shp_1' }
    await story.tell('shipment.created', {
      ...shipment,
      shipped_at: await story.now(),
      lines: [{ id: 'lamp', quantity: 1 }],
    })
    expect(kinds(await story.wait('PT1H'))).toEqual(['shipped'])
    await story.tell('shipment.voided', shipment)

    const [corrected, ...none] = await story.wait('PT2H')
    expect(corrected?.kind).toBe('backorder_confirmed')
    expect(none).toEqual([])
    const { text } = await story.mail(corrected as { id: string })
    expect(text).toContain('on its way. That no longer holds')
  })

  it('is not said again where more stock was given than the line can use', async () => {
    const story = await beginStory(await open(), { policy: NOTIFY })
    await story.tell('order.placed', orderData([waitingLine('lamp', '2026-04-01')]))
    await story.wait('PT1H')
    const given = { order_id: 'ord_1', lines: [{ id: 'lamp', quantity: 1 }] }
    await story.tell('backorder.allocated', given)
    expect(kinds(await story.wait('PT1H'))).toEqual(['restocked'])
    await story.tell('backorder.allocated', given)
    expect(kinds(await story.wait('P2D'))).toEqual([])
  })
})

eachDatabase('a swap beside what is in stock', (open) => {
  it('is taken by a second press as by the first, and is not all that is said', async () => {
    const story = await beginStory(await open(), { policy: NOTIFY })
    const both = [aLine('mug', { title: 'Mug' }), waitingLine('lamp', null, { sku: 'L1' })]
    await story.tell('order.placed', orderData(both))
    const options = [{ sku: 'L2', title: 'Lamp Two' }]
    await story.tell('substitute.offered', { order_id: 'ord_1', line_id: 'lamp', options })
    await story.wait('PT1H')
    const page = await story.pathOf('ord_1')
    expect((await story.press(`${page}/substitute`, { sku: 'L2' })).status).toBe(200)
    expect((await story.press(`${page}/substitute`, { sku: 'L2' })).status).toBe(200)

    const heard = await story.wait('2026-03-20T00:00:00Z')
    const update = heard.findLast(({ kind }) => kind === 'backorder_update')
    const { text } = await story.mail(update as { id: string })
    expect(text).toContain('Lamp Two')
    expect(text).toContain('Mug')
  })
})
