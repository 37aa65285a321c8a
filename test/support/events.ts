import { applyEvents, foldOrder, newOrder } from '../../src/domain/apply-event.ts'
import type { CadenceContext } from '../../src/domain/cadence/context.ts'
import type { EventData, EventType } from '../../src/domain/event.ts'
import { toInstant } from '../../src/domain/instant.ts'
import type { MessageKind } from '../../src/domain/message.ts'
import type { OrderState } from '../../src/domain/order.ts'
import { type AnyEvent, type OwnEvent, type Recorded, sortKey } from '../../src/domain/own-event.ts'
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts'
import type { PromiseRules } from '../../src/domain/promise.ts'
import type { Told } from '../../src/domain/said.ts'
import { wantedNotices } from './wanted-notices.ts'

export const ORDER = 'ord_1'
export const RULES: PromiseRules = {
  timeZone: 'America/New_York',
  country: 'US',
  buffer: defaultPolicy().buffer,
  handlingDays: 3,
}

/** The date that most cases state, and the promise it makes when stated on 2 March (a Monday). */
export const PLACED_AT = '2026-03-02T15:00:00.000Z'
export const EXPECTED = '2026-03-12'
export const PROMISED = '2026-03-16'

type Data<T extends EventType> = Omit<EventData<T>, 'order_id'> & { order_id?: string }
/** Wide enough for all files that share a process: `evt_10000` would sort before `evt_9999`. */
let count = 0
const nextId = (prefix: string) => {
  count += 1
  return `${prefix}_${String(count).padStart(8, '0')}`
}

/** An event as recorded the moment it happened, unless `over` says when it came. */
export function anEvent<T extends EventType>(
  type: T,
  at: string,
  data: Data<T>,
  over: { id?: string; receivedAt?: string } = {},
): Recorded {
  return {
    id: over.id ?? nextId('evt'),
    type,
    occurred_at: at,
    receivedAt: toInstant(over.receivedAt ?? at),
    data: { order_id: ORDER, ...data },
  } as Recorded
}

/** One of our own, recorded in the moment that we did it. */
export function ownEvent<T extends OwnEvent['type']>(
  type: T,
  at: string,
  data: Omit<Extract<OwnEvent, { type: T }>['data'], 'order_id'>,
  id = nextId('own'),
): Recorded {
  const occurred_at = toInstant(at)
  return {
    id,
    type,
    occurred_at,
    receivedAt: occurred_at,
    data: { order_id: ORDER, ...data },
  } as unknown as Recorded
}

type LineData = EventData<'order.placed'>['lines'][number]
export const lineData = (id: string, over: Partial<LineData> = {}): LineData => ({
  id,
  title: `Item ${id}`,
  quantity: 1,
  unit_price: { amount: '19.90', currency: 'USD' },
  ...over,
})

/** A line of which everything is on backorder. */
export const backordered = (
  id: string,
  expected_at: string | null = EXPECTED,
  over: Partial<LineData> = {},
): LineData => {
  const quantity = over.quantity ?? 1
  return lineData(id, { backorder: { quantity, kind: 'standard', expected_at }, ...over })
}

export const placed = (
  lines: LineData[],
  {
    at = PLACED_AT,
    receivedAt = at,
    id = 'evt_placed',
    ...data
  }: Partial<Data<'order.placed'>> & { at?: string; receivedAt?: string; id?: string } = {},
): Recorded =>
  anEvent(
    'order.placed',
    at,
    {
      order_number: '1001',
      placed_at: at,
      currency: 'USD',
      customer: { name: 'Jon Snow', email: 'jon.snow@example.com' },
      lines,
      ...data,
    },
    { id, receivedAt },
  )

/** A message that told the dates of some lines (and what else `told` names). */
export const said = (
  at: string,
  kind: MessageKind,
  told: Partial<Told> = {},
  { messageId = `msg_${kind}`, key = kind as string, channel = 'email' as 'email' | 'sms' } = {},
): Recorded =>
  ownEvent('message.sent', at, {
    said: {
      messageId,
      kind,
      key,
      channel,
      told: { dates: {}, statements: {}, shipments: [], cancelled: {}, allocated: {}, ...told },
    },
  })

export const fold = (events: readonly Recorded[], rules = RULES): OrderState =>
  foldOrder(ORDER, events, rules)

export const lineOf = (order: OrderState, id: string) => {
  const line = order.lines.find((one) => one.id === id)
  if (!line) throw new Error(`the order has no line ${id}`)
  return line
}

export type Arrived = { order: OrderState; foldedTo: string; events: Recorded[] }
export const nothingYet = (): Arrived => ({ order: newOrder(ORDER), foldedTo: '', events: [] })

/**
 * What an order goes through as events come in: an id recorded before changes nothing; in turn
 * where nothing is late and nothing waits, else the whole of it anew. `keyOf` can be broken, to
 * show that the properties notice.
 */
export function arrive(
  before: Arrived,
  event: Recorded,
  { rules = RULES, keyOf = sortKey as (event: AnyEvent) => string } = {},
): Arrived {
  if (before.events.some(({ id }) => id === event.id)) return before

  const events = before.events.concat(event)
  const key = keyOf(event)
  const inTurn = key >= before.foldedTo && before.order.pending.length === 0
  const order = inTurn ? applyEvents(before.order, [event], rules) : foldOrder(ORDER, events, rules)
  return { order, events, foldedTo: key > before.foldedTo ? key : before.foldedTo }
}

/**
 * What the rules of the cadence look at beside the order, at `now`. Without delay options, which
 * would stand in for half of the words: whoever asks for those says `delay_options: 'ftc'`.
 */
export const contextAt = (now: string, policy: Partial<Policy> = {}): CadenceContext => ({
  now: toInstant(now),
  policy: { ...defaultPolicy(), delay_options: 'notify', ...policy },
  zone: 'America/New_York',
  merchantZone: 'America/New_York',
  country: 'US',
  recipientCountry: 'US',
  reach: 'email',
  feedSilentSince: null,
  hasNotifyEmail: true,
})

/** A message that goes out at `at` as the rules want it then: what it tells is taken from them. */
export function sendNow(
  events: readonly Recorded[],
  kind: MessageKind,
  at: string,
  { messageId = `msg_${kind}`, channel = 'email' as 'email' | 'sms' } = {},
): Recorded[] {
  const notice = wantedNotices(fold(events), contextAt(at)).find((one) => one.kind === kind)
  if (!notice) throw new Error(`no rule wants ${kind} at ${at}`)
  const { key, facts } = notice
  return [...events, said(at, kind, facts.told, { messageId, key, channel })]
}
