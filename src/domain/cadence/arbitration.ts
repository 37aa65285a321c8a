import { addHours, later } from '../instant.ts'
import { type MessageKind, type Notice, UNCAPPED_KINDS } from '../message.ts'
import { type Day, type Instant, type OrderState, ownValue, toldDate } from '../order.ts'
import { afterQuietHours } from '../recipient.ts'
import type { DelayOffer } from '../said.ts'
import { SAYS_TAKEN_BACK } from './back-beside.ts'
import { isCalledBackBy } from './backorder-confirmed.ts'
import { cancelledBeside, type Pair, withCancelled } from './cancelled-beside.ts'
import type { CadenceContext } from './context.ts'
import { TELLS_MOVES } from './tell-shown.ts'
import { wasSaid } from './told.ts'

/** What is to be said, and what gives way to it: changes that come together make one message. */
export type Speech = { notices: Notice[]; silenced: Silenced[] }
type Silenced = { key: string; by: MessageKind; byKey: string }

type Row = {
  by: readonly MessageKind[] | 'any'
  silences: readonly MessageKind[]
  /** Only where it is about all the lines or packages that the other is about, or tells its dates. */
  about?: 'lines' | 'shipments' | 'dates' | 'offers' | 'asked' | 'known' | 'back' | 'all'
  /** Only to who is reached by texts alone. */
  reach?: 'sms'
  /** Says the same and more: the other gives way also where it would have gone first. */
  replaces?: true
}

const UPDATES: readonly MessageKind[] = ['backorder_update', 'order_update']
const CONFIRMED: readonly MessageKind[] = ['backorder_confirmed', 'preorder_confirmed']
const CHANGED: readonly MessageKind[] = ['eta_slipped', 'eta_improved']
/** What a carrier says of a package. */
export const PACKAGE_STATES: readonly MessageKind[] = [
  'out_for_delivery',
  'available_for_pickup',
  'delivered',
  'delivery_delayed',
  'delivery_exception',
  'delivery_stalled',
  'delivery_lost',
  'returned',
]
/**
 * At once, and with every date that moved (`TELLS_MOVES`). An update itself gives way to any other, and
 * a choice that comes at the hour for it is no reason to keep a slip until then.
 */
const SHOWING: readonly MessageKind[] = [...TELLS_MOVES].filter(
  (kind) => !UPDATES.includes(kind) && kind !== 'backorder_choice',
)

/**
 * Which unsaid word gives way to which. What is said at any moment is the last state, so a word of
 * less is left out where one of more goes instead; it comes back if that one does not go.
 */
const SILENCES: readonly Row[] = [
  { by: 'any', silences: UPDATES },
  { by: 'any', silences: ['backorder_checkin'] },
  { by: ['promise_missed'], silences: CHANGED, about: 'lines' },
  {
    by: ['delay_option'],
    silences: [...CHANGED, 'promise_missed'],
    about: 'lines',
    replaces: true,
  },
  // What was on its way, waits again and is late: its apology says that it did not leave.
  { by: ['promise_missed'], silences: CONFIRMED, about: 'lines' },
  // The day that is missed is the one on which it ends: no apology comes after that.
  { by: ['delay_expired'], silences: ['promise_missed'], about: 'lines', replaces: true },
  { by: ['restocked'], silences: ['eta_improved'], about: 'lines', replaces: true },
  { by: ['restocked'], silences: CHANGED, about: 'dates', replaces: true },
  // Where it waits for a scan the date is told before: a slip is told on its day.
  { by: ['partially_shipped'], silences: CHANGED, about: 'dates' },
  // It lists all that is still to come, and says old beside new: the date is said once.
  { by: SHOWING, silences: CHANGED, about: 'dates', replaces: true },
  { by: ['backorder_choice'], silences: CHANGED, about: 'dates' },
  // Each says what is offered in its own words, and so is the offer; not what a cap holds back.
  {
    by: ['restocked', 'partially_shipped', ...SHOWING.filter((kind) => UNCAPPED_KINDS.has(kind))],
    silences: ['delay_option'],
    about: 'offers',
  },
  { by: CONFIRMED, silences: ['restocked'] },
  // Both lay until the morning, when the later one says all that still waits: one text, not two.
  {
    by: ['partially_shipped', 'order_cancelled', 'backorder_unfulfillable'],
    silences: [...CONFIRMED, 'order_confirmed'],
    about: 'all',
    reach: 'sms',
  },
  // What waits again did not leave, says this one beside its news, and lists it.
  { by: SAYS_TAKEN_BACK, silences: CONFIRMED, about: 'back' },
  { by: ['partially_shipped', 'shipped'], silences: ['restocked'] },
  // One press, of which a part is cancelled and the merchant is asked for the rest.
  { by: ['order_cancelled'], silences: ['cancellation_requested'], about: 'asked' },
  // A package that took a part of what was cancelled: it says what stays cancelled of it as well.
  { by: ['cancellation_declined'], silences: ['order_cancelled'], about: 'lines' },
  { by: PACKAGE_STATES, silences: ['shipped'], about: 'shipments' },
  // Of what is still to come it has no news: one text of a package, not two in one minute.
  { by: PACKAGE_STATES, silences: ['partially_shipped'], about: 'known', reach: 'sms' },
  { by: ['delivery_stalled'], silences: ['delivery_delayed'], about: 'shipments' },
  {
    by: ['delivery_lost'],
    silences: ['delivery_delayed', 'delivery_exception', 'delivery_stalled', 'out_for_delivery'],
    about: 'shipments',
  },
]

/**
 * Settles which of the words that the rules want go. Two come together where the one would go while
 * the other is known and unsaid; what goes clearly before is left to go, and the rules are asked
 * again after it. So no word is left out for one that lies in the future, and may never come.
 */
export function settleSpeech(
  order: OrderState,
  notices: readonly Notice[],
  context: CadenceContext,
): Speech {
  const unsaid = notices.filter(({ key }) => !wasSaid(order, key))
  const known = new Map<Notice, Notice | undefined>()
  const silencerOf = (weaker: Notice): Notice | undefined => {
    if (known.has(weaker)) return known.get(weaker)
    const silencer = unsaid.find(
      (stronger) =>
        stronger !== weaker &&
        rowsOf(weaker.kind).some((row) => applies(row, { order, stronger, weaker, context })) &&
        !silencerOf(stronger),
    )
    known.set(weaker, silencer)
    return silencer
  }
  const pairs: Pair[] = unsaid.flatMap((weaker) => {
    const stronger = silencerOf(weaker)
    return stronger ? [{ weaker, stronger }] : []
  })
  if (context.reach === 'sms') {
    const going = unsaid.filter((notice) => !pairs.some(({ weaker }) => weaker === notice))
    pairs.push(...cancelledBeside(going, (notice) => momentOf(notice, context)))
  }
  return {
    notices: notices
      .filter((notice) => !pairs.some(({ weaker }) => weaker === notice))
      .map((notice) => ({
        ...withCancelled(notice, pairs),
        dueAt: dueInPlace(notice, pairs),
      })),
    silenced: pairs.map(({ weaker, stronger }) => ({
      key: weaker.key,
      by: stronger.kind,
      byKey: stronger.key,
    })),
  }
}

/** Those by which a kind gives way: each notice is held against each other, mostly by none. */
function rowsOf(kind: MessageKind): readonly Row[] {
  const known = rowsByKind.get(kind)
  if (known) return known
  const rows = SILENCES.filter(({ silences }) => silences.includes(kind))
  rowsByKind.set(kind, rows)
  return rows
}

const rowsByKind = new Map<MessageKind, readonly Row[]>()

function applies(
  row: Row,
  { order, stronger, weaker, context }: Pair & { order: OrderState; context: CadenceContext },
): boolean {
  // Asked to be sent again twice, a kind stands beside itself: each would give way to the other.
  if (stronger.kind === weaker.kind) return false
  if (row.by === 'any' ? isUpdate(stronger) : !row.by.includes(stronger.kind)) return false
  if (row.reach && row.reach !== context.reach) return false
  if (row.about && !covers(row.about, { order, stronger, weaker })) return false
  const [first, second] = [momentOf(stronger, context), momentOf(weaker, context)]
  if (row.replaces) return first <= addHours(second, REPLACES_HOURS)
  return first === second || (first > second && isTrueBy(stronger, second))
}

/** What stands in for another word goes within the day. */
const REPLACES_HOURS = 24
const isUpdate = ({ kind }: Notice) => UPDATES.includes(kind)

function covers(
  what: NonNullable<Row['about']>,
  { order, stronger, weaker }: Pair & { order: OrderState },
): boolean {
  const { facts } = weaker
  if (what === 'all') return tellsAll(stronger.facts, facts)
  if (what === 'dates') return facts.dates.every((date) => tellsDate(stronger, date))
  if (what === 'offers') {
    const isOffered = facts.offers.every((offer) => tellsOffer(stronger, offer))
    return isOffered && covers('dates', { order, stronger, weaker })
  }
  if (what === 'asked')
    return facts.lines.every((id) => stronger.facts.cancelAsked?.lines.includes(id))
  if (what === 'back') return tellsBack(order, stronger, facts)
  if (what === 'known')
    return hasNoNews(order, facts) && covers('shipments', { order, stronger, weaker })
  return facts[what].length > 0 && facts[what].every((id) => stronger.facts[what].includes(id))
}

/** All that a confirmation has to say: where it corrects or offers something it is the word itself. */
const tellsAll = (stronger: Notice['facts'], { told, turned }: Notice['facts']) =>
  !turned &&
  (told.offers ?? []).length === 0 &&
  Object.keys(told.dates).every((id) => Object.hasOwn(stronger.told.dates, id))

/** Nothing that it would confirm anew is more than what did not leave, nor offered. */
const tellsBack = (order: OrderState, stronger: Notice, { lines, told }: Notice['facts']) =>
  (told.offers ?? []).length === 0 && lines.every((id) => isCalledBackBy(order, { id }, stronger))

/** Its reader knows each date that it tells, and is asked nothing by it. */
const hasNoNews = (order: OrderState, { dates, told }: Notice['facts']) =>
  dates.length === 0 &&
  (told.offers ?? []).length === 0 &&
  Object.entries(told.dates).every(([id, day]) => toldDate(order, id) === day)

const tellsOffer = ({ facts }: Notice, { lineId, revisedOn }: DelayOffer) =>
  facts.told.offers?.some((one) => one.lineId === lineId && one.revisedOn === revisedOn) ?? false

/** As a move, old beside new, or as the day of what it is about: `restocked` says when that ships. */
const tellsDate = ({ facts }: Notice, { lineId, new: day }: { lineId: string; new: Day | null }) =>
  facts.dates.some((date) => date.lineId === lineId && date.new === day) ||
  (day !== null && facts.lines.includes(lineId) && ownValue(facts.told.dates, lineId) === day)

const isTrueBy = ({ earliest }: Notice, at: Instant) => earliest !== undefined && earliest <= at

/** When it goes: overdue is now, and by text alone not before the morning. */
function momentOf({ dueAt }: Notice, { now, reach, zone, policy }: CadenceContext): Instant {
  const due = later(dueAt, now)
  return reach === 'sms' ? afterQuietHours(due, zone, policy) : due
}

/** In the place of an update it goes when that was due: the budget of silence waits for nothing. */
function dueInPlace(notice: Notice, pairs: readonly { weaker: Notice; stronger: Notice }[]) {
  return pairs
    .filter(({ stronger, weaker }) => stronger === notice && isUpdate(weaker))
    .map(({ weaker }) => weaker.dueAt)
    .reduce((first, at) => (at < first ? at : first), notice.dueAt)
}
