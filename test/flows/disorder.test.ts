import { expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { aLine, aPackage, orderData, waitingLine } from '../support/shop.ts'
import { beginStory, type Story } from '../support/story.ts'

const NOW = '2026-03-04T12:00:00.000Z'
type Event = [type: string, at: string, data: Record<string, unknown>]

/** An order's first two days, as they happened. */
const HISTORY: Event[] = [
  [
    'order.placed',
    '2026-03-02T15:00:00Z',
    orderData([
      waitingLine('tent', '2026-03-12', { title: 'Fell Tent 2', quantity: 2 }),
      aLine('mug', { title: 'Enamel Mug' }),
      aLine('lamp'),
    ]),
  ],
  [
    'order.updated',
    '2026-03-02T16:00:00Z',
    { customer: { email: 'jon@example.com' }, lines: [{ id: 'lamp', quantity: 0 }] },
  ],
  [
    'backorder.eta_changed',
    '2026-03-02T20:00:00Z',
    { lines: [{ id: 'tent', expected_at: '2026-03-25' }] },
  ],
  [
    'shipment.created',
    '2026-03-03T10:00:00Z',
    aPackage({ mug: 1 }, { shipped_at: '2026-03-03T10:00:00Z' }),
  ],
  [
    'shipment.updated',
    '2026-03-03T18:00:00Z',
    {
      shipment_id: 'shp_1',
      status: 'in_transit',
      checkpoint: { at: '2026-03-03T18:00:00Z', message: 'Departed' },
    },
  ],
  ['order.cancelled', '2026-03-03T20:00:00Z', { lines: [{ id: 'tent', quantity: 1 }] }],
  [
    'backorder.eta_changed',
    '2026-03-03T21:00:00Z',
    { lines: [{ id: 'tent', expected_at: '2026-03-20' }] },
  ],
  [
    'shipment.updated',
    '2026-03-04T09:00:00Z',
    { shipment_id: 'shp_1', status: 'out_for_delivery' },
  ],
]

eachDatabase('an order whose events come in disorder', (open) => {
  it('is told of as if they had come in turn: backwards, twice, in one batch', async () => {
    const handle = await open()
    const inTurn = await told(await beginStory(handle, { clock: NOW, name: 'In turn' }), HISTORY)
    const twice = [...HISTORY, ...HISTORY].reverse()
    const backwards = await told(await beginStory(handle, { clock: NOW, name: 'Backwards' }), twice)
    const batch = await toldAtOnce(await beginStory(handle, { clock: NOW, name: 'At once' }), twice)

    expect(backwards).toEqual(inTurn)
    expect(batch).toEqual(inTurn)
    expect(inTurn.order).toMatchObject({
      status: 'partially_shipped',
      customer: { email: 'jon@example.com' },
      anomalies: [],
      promise: { ships_by: '2026-03-27' },
    })
    expect(inTurn.heard.map(([kind, at]) => [kind, at])).toEqual(
      expect.arrayContaining([
        ['backorder_confirmed', NOW],
        ['partially_shipped', NOW],
        ['order_cancelled', NOW],
      ]),
    )
  })
})

const eventOf = ([type, occurred_at, data]: Event) => ({
  id: `evt_${HISTORY.findIndex(([, at]) => at === occurred_at)}`,
  type,
  occurred_at,
  data: { ...data, order_id: 'ord_1' },
})

async function told(story: Story, events: readonly Event[]) {
  for (const event of events) await story.ask('POST', '/v1/events', eventOf(event))
  return outcome(story)
}

async function toldAtOnce(story: Story, events: readonly Event[]) {
  await story.ask('POST', '/v1/events', { events: events.map(eventOf) })
  return outcome(story)
}

/** The order and all that is heard of it in the two weeks that follow, less what names the shop. */
async function outcome(story: Story) {
  const { tracking_url: _, next_message: __, ...order } = await story.order('ord_1')
  const heard: unknown[][] = []
  for (const one of await story.wait('P14D')) {
    const { subject, text } = await story.mail(one)
    heard.push([
      one.kind,
      one.at,
      subject,
      text.replaceAll(/https:\S+/g, '').replaceAll(/In turn|Backwards|At once/g, 'the shop'),
    ])
  }
  heard.sort((a, b) => (`${a[1]} ${a[0]}` < `${b[1]} ${b[0]}` ? -1 : 1))
  return { order, heard }
}
