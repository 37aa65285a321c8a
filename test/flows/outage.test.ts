import { expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { aPackage, orderData, waitingLine } from '../support/shop.ts'
import { beginStory, type Story } from '../support/story.ts'

const BACK_AT = '2026-03-07T15:30:00.000Z'

/** The worker was down from Monday to Saturday; events were taken all the while. */
eachDatabase('an outage of five days', (open) => {
  it('is followed by what is overdue, at once and once, with the last state alone', async () => {
    const story = await beginStory(await open(), {
      mode: 'live',
      policy: { delay_options: 'notify' },
    })
    const { clock } = story.services
    const place = (order_id: string) =>
      story.tell(
        'order.placed',
        orderData([waitingLine('tent', '2026-03-12', { title: 'Fell Tent 2' })], {
          order_id,
          order_number: order_id,
        }),
      )
    for (const id of ['waits', 'slips', 'ships', 'ends']) await place(id)
    await runAll(story)

    clock.set('2026-03-04T16:00:00Z')
    await slip(story, '2026-04-20')
    clock.set('2026-03-05T16:00:00Z')
    await slip(story, '2026-04-27')
    await story.tell('shipment.created', {
      order_id: 'ships',
      ...aPackage({ tent: 1 }, { shipped_at: '2026-03-05T16:00:00Z' }),
    })
    await story.tell('order.cancelled', { order_id: 'ends' })
    await place('new')
    clock.set(BACK_AT)
    await runAll(story)

    expect(await sentOf(story, 'waits')).toEqual([
      [
        'backorder_confirmed',
        '2026-03-02T15:00:00.000Z',
        'Order waits confirmed: Fell Tent 2 ships by Mon, Mar 16',
      ],
      ['backorder_checkin', BACK_AT, 'Order waits: still set to ship by Mon, Mar 16'],
    ])
    expect((await sentOf(story, 'slips')).slice(1)).toEqual([
      ['eta_slipped', BACK_AT, 'New date for your Fell Tent 2: Mon, May 11'],
    ])
    expect((await sentOf(story, 'ships')).slice(1).map(([kind, at]) => [kind, at])).toEqual([
      ['shipped', BACK_AT],
    ])
    expect((await sentOf(story, 'ends')).slice(1).map(([kind, at]) => [kind, at])).toEqual([
      ['order_cancelled', BACK_AT],
    ])
    expect((await sentOf(story, 'new')).map(([kind, at]) => [kind, at])).toEqual([
      ['backorder_confirmed', BACK_AT],
    ])
    for (const { sent_at, due_at, kind } of await story.messages('ships')) {
      if (kind === 'shipped')
        expect([due_at, sent_at]).toEqual(['2026-03-05T16:00:00.000Z', BACK_AT])
    }

    // And then all is quiet.
    clock.advance({ minutes: 90 })
    expect(await runAll(story)).toBe(0)
  })
})

const slip = (story: Story, expected_at: string) =>
  story.tell('backorder.eta_changed', { order_id: 'slips', lines: [{ id: 'tent', expected_at }] })

async function runAll({ services }: Story): Promise<number> {
  let all = 0
  for (let claimed = 1; claimed > 0; all += claimed) claimed = await pumpDue(services)
  return all
}

async function sentOf(story: Story, orderId: string) {
  const sent = (await story.messages(orderId)).filter(({ sent_at }) => sent_at !== null)
  return sent.map(({ kind, sent_at, subject }) => [kind, sent_at, subject])
}
