import { expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { aLine, aPackage, orderData, waitingLine } from '../support/shop.ts'
import { beginStory, kindsAndTimes } from '../support/story.ts'

const MONDAY = '2026-03-02T15:00:00.000Z'
const TUESDAY = '2026-03-03T15:00:00.000Z'
const NEXT_MONDAY = '2026-03-09T15:00:00.000Z'

eachDatabase('an order that ships in two packages', (open) => {
  it('says with the first what follows and when, and with the second that it is all', async () => {
    const story = await beginStory(await open())
    const customer = {
      name: 'Jon Snow',
      email: 'jon.snow@example.com',
      phone: '+1 212 555 0123',
      sms_consent: true,
    }
    const mugs = aLine('mug', { title: 'Enamel Mug', quantity: 2 })
    const tent = waitingLine('tent', '2026-03-12', { title: 'Fell Tent 2' })
    await story.tell('order.placed', orderData([mugs, tent], { customer }))
    expect(kindsAndTimes(await story.wait(TUESDAY))).toEqual([['backorder_confirmed', MONDAY]])

    await story.tell('shipment.created', {
      order_id: 'ord_1',
      ...aPackage({ mug: 2 }, { shipped_at: TUESDAY }),
    })
    const first = await story.wait('PT1H')
    expect(first.map(({ kind, channel, at }) => [kind, channel, at])).toEqual(
      expect.arrayContaining([
        ['partially_shipped', 'email', TUESDAY],
        ['partially_shipped', 'sms', TUESDAY],
      ]),
    )
    expect(first).toHaveLength(2)
    const byChannel = async (channel: string) =>
      story.mail(first.find((one) => one.channel === channel) as { id: string })
    const mail = await byChannel('email')
    expect(mail.subject).toBe('1 of 2 packages is on its way')
    expect(mail.text).toContain('Another package follows: the rest ships by Monday, March 16.')
    expect(mail.text).toContain(
      'Package 1 of 2\nUPS 1Z 999 AA1\nTrack this package: https://www.ups.com/track?tracknum=1Z999AA1\n  2 × Enamel Mug',
    )
    expect(mail.text).toContain('Cancel the Fell Tent 2: https://')
    const text = await byChannel('sms')
    expect(text).toMatchObject({ to: '+12125550123', subject: null, html: null })
    expect(text.text).toContain('Another package follows and ships by Mon, Mar 16.')
    expect(await story.order('ord_1')).toMatchObject({
      status: 'partially_shipped',
      promise: { ships_by: '2026-03-16' },
    })

    // The check-in speaks of the tent alone.
    const [checkin] = await story.wait(NEXT_MONDAY)
    expect([checkin?.kind, checkin?.at]).toEqual(['backorder_checkin', '2026-03-04T15:00:00.000Z'])
    expect((await story.mail(checkin as { id: string })).text).not.toContain('Mug')

    await story.tell('shipment.created', {
      order_id: 'ord_1',
      ...aPackage(
        { tent: 1 },
        { shipment_id: 'shp_2', tracking_number: '1Z2', shipped_at: NEXT_MONDAY },
      ),
    })
    const last = await story.wait('P30D')
    expect(last.map(({ kind, at }) => [kind, at])).toEqual([
      ['shipped', NEXT_MONDAY],
      ['shipped', NEXT_MONDAY],
    ])
    const end = await story.mail(last.find(({ channel }) => channel === 'email') as { id: string })
    expect(end.subject).toBe('The last of it is on its way: thanks for your patience')
    expect(end.text).toContain('Package 2 of 2\nUPS 1Z2\n  1 × Fell Tent 2')
    expect(end.text).not.toContain('ancel')

    const page = (await story.open(await story.pathOf('ord_1'))).text
    expect(page).toContain('Package 1 of 2')
    expect(page).toContain('Package 2 of 2')
    expect(page).toContain('Tracking number 1Z2')
  })
})
