import { beforeAll, expect, it } from 'vitest'
import { merchant as merchantAnswer, order } from '../../../src/http/openapi/answers.ts'
import { availability } from '../../../src/http/openapi/operations-availability.ts'
import { eachDatabase } from '../../support/databases.ts'
import { ADMIN, aMerchantInput, placed, read, type TestApp, testApp } from '../http-app.ts'

type Case = {
  policy?: object
  input?: object
  events?: object[]
  /** Told after those have had their effect. */
  afterwards?: object[]
  /** What the order's line says of its backorder; left out where it says nothing. */
  backorder?: object | null
  /** How many are ordered, and how many of them the merchant says wait. */
  quantity?: number
  query?: string
  /** What the page says, and the order then. */
  says: [state: string, shipsBy: string | null]
}

let count = 0
const event = (type: string, data: object, at = '2026-03-02T14:00:00Z') => {
  count += 1
  return { id: `evt_${count}`, type, occurred_at: at, data }
}
const expected = (supply_id: string, quantity: number, expected_at: string | null) =>
  event('supply.expected', { supply_id, sku: 'WP', quantity, expected_at, supplier: 'Nordwind' })
const level = (available: number) => event('inventory.level', { sku: 'WP', available })
const waits = (orderId: string, quantity: number, over: object = {}) => {
  const backorder = { quantity, kind: 'standard', expected_at: null }
  const line = { id: 'l1', title: 'Widget', sku: 'WP', quantity, backorder }
  return placed(orderId, { lines: [line], ...over })
}
/** Told no date, and of a lower priority than the next order. */
const patient = (orderId: string, quantity: number) => waits(orderId, quantity, { priority: -5 })
const lamp = { expected_at: '2026-03-12' }
const SET = { sku_backorders: { WP: lamp } }
const SLOW = { buffer: { min_days: 9, share: 0 } }
const OPENED = '2025-12-29T10:00:00.000Z'
const OPENED_EARLY = { clock: OPENED }
const PAST = Array.from({ length: 12 }, (_, n) => ({
  supply_id: `old_${n}`,
  sku: 'OTHER',
  quantity: 1,
}))
/** A dozen supplies that came 14 days late, as they are watched. */
const watched = PAST.map((data) =>
  event('supply.expected', { ...data, expected_at: '2026-01-05', supplier: 'Nordwind' }, OPENED),
)
const CAME = '2026-01-19T10:00:00.000Z'
const came = PAST.map((data) => event('supply.received', { ...data, received_at: CAME }, CAME))

const CASES: Record<string, Case> = {
  'a setting, and an order that says nothing of a backorder': {
    policy: SET,
    says: ['backorder', '2026-03-16'],
  },
  'a setting, and a backorder whose date the order leaves open': {
    policy: SET,
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', '2026-03-16'],
  },
  'a setting without a date': {
    policy: { sku_backorders: { WP: { kind: 'seasonal' } } },
    says: ['backorder', null],
  },
  'a setting without a date, and a supply': {
    policy: { sku_backorders: { WP: { kind: 'seasonal' } }, by_kind: { seasonal: SLOW } },
    events: [expected('po', 5, '2026-03-10')],
    says: ['backorder', '2026-03-19'],
  },
  'a setting before a supply that is sooner': {
    policy: SET,
    events: [expected('po', 5, '2026-03-05')],
    says: ['backorder', '2026-03-16'],
  },
  'a preorder by setting, with rules of its own': {
    policy: {
      sku_backorders: { WP: { kind: 'preorder', expected_at: '2026-03-12' } },
      by_kind: { preorder: SLOW },
    },
    says: ['preorder', '2026-03-23'],
  },
  'the rules of the kind of an order without a setting, which the page names': {
    policy: { by_kind: { dropship: SLOW } },
    events: [expected('po', 5, '2026-03-10')],
    backorder: { kind: 'dropship', expected_at: null },
    query: 'kind=dropship',
    says: ['backorder', '2026-03-19'],
  },
  'the rules of the kind that is none in particular': {
    policy: { by_kind: { standard: SLOW } },
    events: [level(0), expected('po', 5, '2026-03-10')],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', '2026-03-19'],
  },
  'a supply, where no level is known and nobody waits': {
    events: [expected('po', 5, '2026-03-12')],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', '2026-03-16'],
  },
  'more than the first supply brings': {
    events: [level(0), expected('po_1', 2, '2026-03-09'), expected('po_2', 9, '2026-03-23')],
    backorder: { kind: 'standard', expected_at: null },
    quantity: 3,
    query: 'quantity=3',
    says: ['backorder', '2026-04-01'],
  },
  'as many as the first supply still has behind who waits': {
    events: [
      expected('po_1', 5, '2026-03-09'),
      expected('po_2', 9, '2026-03-23'),
      waits('3001', 3),
    ],
    backorder: { kind: 'standard', expected_at: null },
    quantity: 2,
    query: 'quantity=2',
    says: ['backorder', '2026-03-12'],
  },
  'more than all supplies bring, where no level is known': {
    events: [expected('po_1', 2, '2026-03-09')],
    backorder: { kind: 'standard', expected_at: null },
    quantity: 3,
    query: 'quantity=3',
    says: ['backorder', null],
  },
  'a supply without a date, where no level is known': {
    events: [expected('po', 5, null)],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', null],
  },
  'more than all supplies bring': {
    events: [level(0), expected('po_1', 2, '2026-03-09')],
    backorder: { kind: 'standard', expected_at: null },
    quantity: 3,
    query: 'quantity=3',
    says: ['backorder', null],
  },
  'who waits behind by a lower priority, and was told no date': {
    events: [level(-3), patient('3002', 3), expected('po_1', 1, '2026-03-09')],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', '2026-03-12'],
  },
  'who waits before by a lower priority, and was told a date': {
    events: [level(-1), expected('po_1', 1, '2026-03-09'), patient('3003', 1)],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', null],
  },
  'who was told a date, where the policy lets others displace': {
    policy: { queue_displaces: true },
    events: [level(-1), expected('po_1', 1, '2026-03-09'), patient('3004', 1)],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', '2026-03-12'],
  },
  'what is left of a supply of which some came before anybody waited': {
    events: [
      expected('po', 10, '2026-03-12'),
      event('supply.received', {
        supply_id: 'po',
        sku: 'WP',
        quantity: 4,
        received_at: '2026-03-02T14:10:00Z',
      }),
    ],
    afterwards: [event('inventory.level', { sku: 'WP', available: 0 }, '2026-03-02T14:20:00Z')],
    backorder: { kind: 'standard', expected_at: null },
    quantity: 3,
    query: 'quantity=3',
    says: ['backorder', '2026-03-16'],
  },
  'a supply that is overdue by more than its buffer': {
    events: [expected('po', 5, '2026-02-20')],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', null],
  },
  'an instant after the cut-off hour': {
    policy: { cut_off: '14:00' },
    events: [level(0), expected('po', 5, '2026-03-12T19:30:00Z')],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', '2026-03-17'],
  },
  'packing days, and days off': {
    policy: { shipping_days: ['wed'], closed_on: ['2026-03-18'] },
    events: [level(0), expected('po', 5, '2026-03-12')],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', '2026-03-25'],
  },
  'a holiday of the country': {
    input: { country: 'DE', time_zone: 'Europe/Berlin' },
    events: [level(0), expected('po', 5, '2026-03-20')],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', '2026-03-30'],
  },
  'a zone in which it is another day': {
    input: { time_zone: 'Pacific/Auckland', country: 'NZ' },
    events: [level(0), expected('po', 5, '2026-03-12T18:00:00Z')],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', '2026-03-17'],
  },
  'what past supplies taught': {
    policy: { buffer: { rule: 'learned' } },
    input: OPENED_EARLY,
    events: [level(0), expected('po', 5, '2026-03-12')],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', '2026-03-26'],
  },
  'what they taught where it is too long to be told': {
    policy: { buffer: { rule: 'learned', max_buffer_days: 3 } },
    input: OPENED_EARLY,
    events: [level(0), expected('po', 5, '2026-03-12')],
    backorder: { kind: 'standard', expected_at: null },
    says: ['backorder', null],
  },
  'what they taught, for a date of the setting': {
    policy: { ...SET, buffer: { rule: 'learned' } },
    input: OPENED_EARLY,
    says: ['backorder', '2026-03-26'],
  },
}

eachDatabase('what a product page says', (open) => {
  let test: TestApp
  beforeAll(async () => {
    test = await testApp(await open())
  })
  const newShop = async ({ policy = {}, input = {} }: Case) => {
    const body = { ...aMerchantInput(), ...input, policy }
    const answer = await test.call('POST', '/v1/merchants', body, ADMIN)
    return read(merchantAnswer, answer)
  }
  const tell = async (key: string, events: readonly object[]) => {
    await test.call('POST', '/v1/events', { events }, key)
    await test.call('POST', '/v1/clock/advance', { by: 'PT1S' }, key)
  }
  /** What comes is seen to come: what was over before anybody watched it teaches nothing. */
  const learn = async (key: string) => {
    const to = (at: string) => test.call('POST', '/v1/clock/advance', { to: at }, key)
    await tell(key, watched)
    await to(CAME)
    await tell(key, came)
    await to('2026-03-02T15:00:00.000Z')
  }
  const lineOf = async (key: string, query = '') => {
    const path = `/v1/availability?merchant=${key}&sku=WP&${query}`
    const [line] = (await read(availability, await test.app.request(path))).data
    return line
  }
  const orderOf = async (key: string, orderId: string) =>
    read(order, await test.call('GET', `/v1/orders/${orderId}`, undefined, key))
  const wordOf = async (key: string, orderId: string) => {
    const answer = await test.call('GET', `/v1/orders/${orderId}/messages`, undefined, key)
    const { data } = (await answer.json()) as { data: { kind: string }[] }
    return data.map(({ kind }) => kind)
  }

  it.each(Object.entries(CASES))('is what the order is promised: %s', async (_, one) => {
    const { api_key: key, publishable_key: publishable } = await newShop(one)
    if (one.input === OPENED_EARLY) await learn(key)
    await tell(key, one.events ?? [])
    if (one.afterwards) await tell(key, one.afterwards)
    const page = await lineOf(publishable, one.query)
    expect([page?.state, page?.ships_by]).toEqual(one.says)

    const { quantity = 1, backorder } = one
    const line = { id: 'l1', title: 'Widget', sku: 'WP', quantity }
    const lines = [backorder ? { ...line, backorder: { quantity, ...backorder } } : line]
    await tell(key, [placed('9001', { lines, placed_at: '2026-03-02T15:00:00Z' })])
    const { promise, lines: shown } = await orderOf(key, '9001')
    expect(promise?.ships_by ?? null).toBe(page?.ships_by ?? null)
    expect(shown[0]?.backorder).toMatchObject({ quantity, waiting: quantity })
    const confirmed = one.says[0] === 'preorder' ? 'preorder_confirmed' : 'backorder_confirmed'
    expect(await wordOf(key, '9001')).toContain(confirmed)
  })

  it('yields to the merchant’s own word about the order', async () => {
    const { api_key: key } = await newShop({ policy: SET, says: ['backorder', null] })
    const line = (id: string, over: object) => ({ id, title: 'W', sku: 'WP', quantity: 1, ...over })
    const dated = { quantity: 1, kind: 'standard', expected_at: '2026-05-04' }
    const lines = [
      line('none', { backorder: null }),
      line('dated', { backorder: dated }),
      line('voucher', { requires_shipping: false }),
    ]
    await tell(key, [placed('9002', { lines })])
    const { lines: shown } = await orderOf(key, '9002')
    expect(shown.map(({ backorder }) => backorder?.expected_at ?? null)).toEqual([
      null,
      '2026-05-04',
      null,
    ])
  })

  it('is kept where the setting changes afterwards, and where the order is told again', async () => {
    const { api_key: key } = await newShop({ policy: SET, says: ['backorder', null] })
    const first = placed('9003', { lines: [{ id: 'l1', title: 'W', sku: 'WP', quantity: 1 }] })
    await tell(key, [first])
    const later = { sku_backorders: { WP: { expected_at: '2026-06-01' } } }
    expect((await test.call('PUT', '/v1/policy', later, key)).status).toBe(200)
    // Told late, so that the order is folded anew.
    const note = { order_id: '9003', priority: 2 }
    await tell(key, [event('order.updated', note, '2026-03-02T14:59:30Z')])
    const { promise, lines } = await orderOf(key, '9003')

    expect(promise?.ships_by).toBe('2026-03-16')
    expect(lines[0]?.backorder?.explanation).toContain("The merchant's setting for its SKU said")
  })

  it('holds for a backorder that the merchant tells of afterwards, without a date', async () => {
    const { api_key: key } = await newShop({ policy: SET, says: ['backorder', null] })
    const lines = [{ id: 'l1', title: 'W', sku: 'WP', quantity: 2, backorder: null }]
    const created = { id: 'l1', quantity: 2, kind: 'standard', expected_at: null }
    const told = { order_id: '9004', lines: [created] }
    await tell(key, [placed('9004', { lines })])
    await tell(key, [event('backorder.created', told, '2026-03-02T14:59:30Z')])
    expect((await orderOf(key, '9004')).promise?.ships_by).toBe('2026-03-16')
  })
})
