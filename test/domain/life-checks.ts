import { DateTime } from 'luxon'
import { addWorkingDays, dayOf } from '../../src/domain/calendar.ts'
import { addHours, later } from '../../src/domain/instant.ts'
import { SMS_KINDS, type StoredMessage, UNCAPPED_KINDS } from '../../src/domain/message.ts'
import {
  allocatedQuantity,
  type Day,
  type Instant,
  isWaiting,
  type Line,
  type OrderState,
  openQuantity,
  orderStatus,
  toldDate,
  waitingLines,
  waitingQuantity,
} from '../../src/domain/order.ts'
import { afterQuietHours, mailAddress, textNumber } from '../../src/domain/recipient.ts'
import type { Lived, Moment, Told } from './life-driver.ts'

/** What a life broke, in words; nothing where the promise was kept. */
export type Check = (lived: Lived) => string[]

/**
 * For every order that waits and can be reached, at every moment, a word is planned inside the
 * budget; where the budget is spent already (an outage, a shorter policy, a wait that begins) it is
 * at once, as soon as the cap and the hours for texts let it.
 */
export const keepsTheBudget: Check = ({ moments }) =>
  moments.flatMap((moment) => {
    const { context, plan, stored } = moment
    const { now, reach, zone, policy } = context
    const deadline = deadlineOf(moment)
    if (deadline === null || reach === 'none') return []

    const first = (at: Instant) => (reach === 'sms' ? afterQuietHours(at, zone, policy) : at)
    const latest = first(deadline >= now ? later(deadline, first(now)) : addHours(now, 1))
    const next = stored
      .filter(({ status }) => status === 'planned')
      .map(({ dueAt }) => later(dueAt, now))
      .sort()[0]
    if (next !== undefined && next <= latest) return []
    const wanted = plan.wanted.map(({ kind, dueAt }) => `${kind} ${dueAt}`).join(', ')
    return [`at ${now} the next word is ${next ?? 'none'}, and was due by ${latest} (${wanted})`]
  })

/**
 * A refused word is no word: another is planned within a week of it, whatever key it bears. (The
 * pauses double from a day on, so the budget itself cannot be kept where nothing is taken.)
 */
export const triesAgain: Check = ({ moments }) =>
  moments.flatMap((moment) => {
    const { context, stored } = moment
    const deadline = deadlineOf(moment)
    if (deadline === null || context.reach === 'none') return []
    const tried = stored.filter(({ status }) => status === 'failed').map(({ dueAt }) => dueAt)
    const last = tried.sort().at(-1)
    if (!last) return []
    const latest = later(
      addHours(later(deadline, addHours(last, 7 * 24)), 12),
      addHours(context.now, 12),
    )
    const next = stored.filter(({ status }) => status === 'planned').map(({ dueAt }) => dueAt)
    return next.some((at) => at <= latest) ? [] : [`at ${context.now} no word by ${latest}`]
  })

/** What was refused is not tried again within the day: that would knock at a closed door. */
export const knocksGently: Check = ({ stored }) => {
  const failed = stored.filter(({ status }) => status === 'failed')
  return failed.flatMap((again) => {
    const before = failed.find(
      ({ messageId, channel }) =>
        channel === again.channel && again.key.endsWith(`:${messageId}`) && again.key.includes(':'),
    )
    if (!before || before.kind !== again.kind || addHours(before.dueAt, 23) < again.dueAt) return []
    return [`${again.key} was tried on ${before.dueAt} and ${again.dueAt}`]
  })
}

/** The end of the budget, by the calendar of the reader; null where nothing waits. */
function deadlineOf({ order, context }: Moment): Instant | null {
  const { placed } = order
  if (!placed) return null
  const { now, zone, policy } = context
  const word = lastHeard(order)
  const ends = order.lines
    .filter((line) => openQuantity(line) > 0)
    .map((line) => ({ line, since: waitsSince(line, placed, context) }))
    .filter(({ since }) => since <= now)
    .map(({ line, since }) => {
      const isPreorder = line.backorder?.kind === 'preorder'
      const days = isPreorder ? policy.preorder_silence_budget_days : policy.silence_budget_days
      const plus = (from: Instant, count: number) =>
        new Date(DateTime.fromISO(from, { zone }).plus({ days: count }).toMillis()).toISOString()
      const end = plus(word ?? placed.heardAt, days)
      // Spent before the wait began: then by the first send hour of it.
      return end >= since ? end : plus(since, 1)
    })
  return ends.sort()[0] ?? null
}

function waitsSince(
  line: Line,
  placed: { at: Instant },
  { merchantZone, policy }: Moment['context'],
) {
  const at = line.added?.at ?? placed.at
  if (waitingQuantity(line) + allocatedQuantity(line) > 0) return at
  const handled = addWorkingDays(dayOf(at, merchantZone), policy.handling_days, 'US')
  const over = DateTime.fromISO(handled, { zone: merchantZone }).plus({ days: 1 })
  return new Date(over.toMillis()).toISOString()
}

/** When the last notice was first heard: its text by night is no new word. */
function lastHeard({ said }: OrderState): Instant | null {
  const firsts = new Map<string, Instant>()
  for (const { key, at } of said) if (!firsts.has(key)) firsts.set(key, at)
  return [...firsts.values()].sort().at(-1) ?? null
}

/** What a message claims is what the order is in the moment that it goes. */
export const saysWhatIsTrue: Check = ({ spoken }) =>
  spoken.flatMap((told) => lies(told).map((lie) => `${told.at} ${told.kind}: ${lie}`))

function lies({ kind, wanted, order, context }: Told): string[] {
  const { facts } = wanted
  const today = dayOf(context.now, context.merchantZone)
  const found: string[] = []
  for (const [id, date] of Object.entries(facts.told.dates)) {
    const line = order.lines.find((one) => one.id === id)
    const promise = line ? heldDate(order, line, context) : null
    const isMissed = kind === 'promise_missed' && promise === today
    const isGone = promise !== null && (promise < today || isMissed)
    // What is here is never "no date": an offer or apology gives it a new one, which holds from then on.
    const isRepacking = kind === 'delay_option' || kind === 'promise_missed'
    const isHere = isRepacking && line && waitingQuantity(line) === 0
    // As what is in stock, once it is kept for nothing any more and the day that was told is near.
    const isFreed = promise === null && toldDate(order, id) != null
    const isRepacked = isHere && (isGone || isFreed) && (date ?? '') > today
    // Who knows of no date is not told today as one: it would be no news before it is over.
    const isTooLate = promise === today && date === null && toldDate(order, id) === null
    const isKnownGone = isTooLate || (isGone && (date === null || date === toldDate(order, id)))
    if (date !== promise && !isKnownGone && !isRepacked)
      found.push(`says ${id} ships by ${date}, and it is ${promise}`)
    // An offer of the delay options is made for what is in stock as well.
    const hasOffer = facts.told.offers?.some(({ lineId }) => lineId === id) ?? false
    const isOffered = (kind === 'delay_option' || hasOffer) && line && openQuantity(line) > 0
    // A day that was told of what is in stock is missed aloud as well, once it is kept for nothing else.
    const isApology = kind === 'promise_missed' && toldDate(order, id) != null
    if (!isOffered && !isApology && !isBackordered(order, id))
      found.push(`dates ${id}, which does not wait`)
  }
  for (const date of facts.dates) {
    if (date.new !== null && date.new < today) found.push(`gives the past day ${date.new}`)
  }
  for (const id of facts.shipments) {
    const shipment = order.shipments.find(({ shipmentId }) => shipmentId === id)
    if (!shipment || shipment.voided || shipment.shippedAt === null)
      found.push(`speaks of package ${id}, which is not on its way`)
    if (STATES[kind] && shipment?.status !== STATES[kind])
      found.push(`${id} is ${shipment?.status}`)
  }
  for (const { lineId, quantity } of kind === 'order_cancelled' ? facts.cancelled : []) {
    const line = order.lines.find(({ id }) => id === lineId)
    const removed = (order.removals ?? [])
      .flatMap(({ lines }) => lines)
      .filter(({ id }) => id === lineId)
      .reduce((all, one) => all + one.quantity + (one.wasCancelled ?? 0), 0)
    if ((line?.cancelled ?? 0) + removed < quantity)
      found.push(`says ${quantity} of ${lineId} are cancelled`)
  }
  const isToFollow = kind === 'partially_shipped' && isMoreToFollow(order, facts.shipments)
  if (OF_WAITING.has(kind) && !isWaiting(order) && !isToFollow) found.push('nothing waits')
  const isMissed = (id: string) => kind === 'promise_missed' && toldDate(order, id) != null
  if (OF_STOCK.has(kind) && !facts.lines.every((id) => isBackordered(order, id) || isMissed(id)))
    found.push('not all of its lines are on backorder')
  return found
}

/** All has left, and of a part of it its reader has not heard: that waits for its first scan. */
function isMoreToFollow({ lines, shipments, said }: OrderState, now: readonly string[]): boolean {
  const isTold = (id: string) =>
    now.includes(id) || said.some(({ told }) => told.shipments.includes(id))
  const told = shipments.filter(({ shipmentId, voided }) => !voided && isTold(shipmentId))
  return lines.some(({ id, quantity }) => {
    const held = told.flatMap((one) => one.lines).filter((one) => one.id === id)
    return held.reduce((sum, one) => sum + one.quantity, 0) < quantity
  })
}

/** Of all that is held together the last day, and none where one of them has none. */
export function heldDate(order: OrderState, line: Line, { policy }: Moment['context']): Day | null {
  const held = order.lines.filter(({ id }) => isBackordered(order, id))
  const isInStock = openQuantity(line) > 0 && !isBackordered(order, line.id) && held.length > 0
  const isHeld = (order.split ?? policy.split) === 'hold' && (held.includes(line) || isInStock)
  // Where those of a line that waited are cancelled, their date is nobody's any more.
  const days = (isHeld ? held : [line]).map((one) =>
    openQuantity(one) > 0 && !isBackordered(order, one.id)
      ? null
      : (one.backorder?.promise?.shipsBy ?? null),
  )
  return days.includes(null) ? null : (days.sort().at(-1) ?? null)
}

/** What ships together is told one date: a parcel has no two. */
export const datesAsOne: Check = ({ spoken }) =>
  spoken.flatMap(({ at, kind, wanted: { facts }, order, context }) => {
    if ((order.split ?? context.policy.split) !== 'hold') return []
    const told = Object.entries(facts.told.dates).filter(([id]) => isBackordered(order, id))
    const days = new Set(told.map(([, day]) => day))
    return days.size > 1 ? [`${at} ${kind} tells one parcel ${JSON.stringify(told)}`] : []
  })

const isBackordered = (order: OrderState, id: string) =>
  order.lines.some((line) => line.id === id && waitingQuantity(line) + allocatedQuantity(line) > 0)

const STATES: Record<string, string> = {
  out_for_delivery: 'out_for_delivery',
  delivered: 'delivered',
  delivery_exception: 'exception',
  returned: 'return_to_sender',
}
const OF_STOCK: ReadonlySet<string> = new Set([
  'backorder_confirmed',
  'preorder_confirmed',
  'backorder_checkin',
  'backorder_update',
  'eta_slipped',
  'eta_improved',
  'promise_missed',
  'restocked',
])
const OF_WAITING: ReadonlySet<string> = new Set([...OF_STOCK, 'order_update', 'partially_shipped'])

/** No two words of the hour say different dates of a line, beside those that no cap holds. */
export const saysOneDateAnHour: Check = ({ spoken }) => {
  const capped = spoken.filter(({ kind }) => !UNCAPPED_KINDS.has(kind))
  return capped.flatMap((later, at) =>
    capped
      .slice(0, at)
      .filter((one) => one.wanted.key !== later.wanted.key && addHours(one.at, 1) > later.at)
      .flatMap((one) => differingDates(one, later)),
  )
}

const differingDates = (one: Told, later: Told) =>
  Object.entries(later.wanted.facts.told.dates)
    .filter(([id, date]) => (one.wanted.facts.told.dates[id] ?? date) !== date)
    .map(([id]) => `${one.kind} at ${one.at} and ${later.kind} at ${later.at} differ on ${id}`)

/** At most one of what the cap holds in an hour; a text repeats its own mail. */
export const keepsTheCap: Check = ({ spoken }) => {
  const capped = spoken.filter(({ kind }) => !UNCAPPED_KINDS.has(kind))
  return capped.flatMap((later, at) =>
    capped
      .slice(0, at)
      .filter((one) => one.wanted.key !== later.wanted.key && addHours(one.at, 1) > later.at)
      .map((one) => `${one.kind} at ${one.at}, ${later.kind} at ${later.at}`),
  )
}

/** Whatever was planned is said, or withdrawn with a true reason, or still has its moment ahead. */
export const dropsNothing: Check = ({ moments }) =>
  moments.flatMap((moment) => {
    const { before, stored, plan, context } = moment
    const gone = before.filter(
      ({ messageId }) => !stored.some((row) => row.messageId === messageId),
    )
    const untrue = plan.withdraw.flatMap(({ messageId, why }) => {
      const row = before.find((one) => one.messageId === messageId)
      return row && isTrue(why, row, moment)
        ? []
        : [`${context.now} ${row?.key}: "${why}" is untrue`]
    })
    const late = stored.filter(
      ({ status, dueAt }) => status === 'planned' && dueAt < context.now && !moment.isDown,
    )
    return [
      ...gone.map(({ key }) => `${context.now}: ${key} vanished`),
      ...untrue,
      ...late
        .filter(({ dueAt }) => addHours(dueAt, 24 * 6) < context.now)
        .map(({ key }) => `${key} stands`),
    ]
  })

function isTrue(why: string, row: StoredMessage, moment: Moment): boolean {
  const { order, plan, context } = moment
  const kind = /: (\w+)\.$/.exec(why)?.[1] ?? /^Superseded by (\w+)/.exec(why)?.[1] ?? ''
  // By its mail a text of the night is said to nobody who reads texts.
  const isSaid = (key: string) =>
    order.said.some(
      (said) => said.key === key && (row.channel === 'email' || said.channel === 'sms'),
    )
  const shipment = order.shipments.find(({ shipmentId }) =>
    why.startsWith(`Package ${shipmentId} `),
  )
  if (why.startsWith('The order was cancelled')) return orderStatus(order) === 'cancelled'
  if (why.startsWith('The merchant turned')) return context.policy.kinds_off.includes(row.kind)
  if (why.startsWith('It can no longer go by')) return !isOpen(row, moment)
  if (why.startsWith('Everything in the order has shipped'))
    return !isWaiting(order) && order.lines.every(({ cancelled }) => cancelled === 0)
  if (why.startsWith('Nothing in the order is left')) return !isWaiting(order)
  if (why.startsWith('Nothing in the order waits')) return waitingLines(order).length === 0
  if (why.startsWith('Superseded by'))
    return plan.wanted.some((one) => one.kind === kind && !isSaid(one.key) && one.key !== row.key)
  if (why.startsWith('A later word'))
    return order.said.some(
      (said) => said.kind === kind && !row.key.split(':').includes(said.messageId),
    )
  if (why.startsWith('The date that was told holds'))
    return waitingLines(order).every((line) => {
      const told = toldDate(beforeMailOf(row, order), line.id)
      const date = heldDate(order, line, context)
      const today = dayOf(context.now, context.merchantZone)
      const isOver = date !== null && date < today && (told ?? '') >= today
      return told === date || isOver
    })
  if (why.startsWith('Package'))
    return shipment !== undefined && (shipment.voided || why.includes(` is ${shipment.status} `))
  if (why.startsWith('A package has left'))
    return order.shipments.some(({ shippedAt }) => shippedAt)
  if (why.startsWith('The delay was agreed to'))
    return order.consents.some(({ at }) => why.includes(at))
  if (why.startsWith('The delay was put before') || why.startsWith('A later offer'))
    return order.said.some(({ kind: said, told }) => said === kind && told.offers)
  if (why.startsWith("The merchant's feed")) return context.feedSilentSince !== null
  if (why.startsWith('Its reader chose')) return order.kept.some(({ at }) => why.includes(at))
  if (why.startsWith('Something else was taken'))
    return order.substitutes.some(({ chosen }) => chosen && why.includes(chosen.at))
  return UNCHECKED.test(why) || why.endsWith(' said it.')
}

/** What was told to who reads texts, before the mail of a text that waits for the morning. */
function beforeMailOf({ key, channel }: StoredMessage, order: OrderState): OrderState {
  const at = order.said.findIndex((said) => said.key === key)
  return channel === 'email' || at < 0 ? order : { ...order, said: order.said.slice(0, at) }
}

function isOpen({ channel, kind }: StoredMessage, { order, contact, context }: Moment): boolean {
  const { policy, country } = context
  if (channel === 'email') return mailAddress(contact) !== null
  const waited = order.lines.flatMap(({ backorder }) => backorder?.kind ?? [])
  const isKept =
    policy.sms_off.includes(kind) ||
    (waited.length > 0 && waited.every((one) => policy.by_kind[one]?.sms_off?.includes(kind)))
  const isTexted = !mailAddress(contact) || (SMS_KINDS.has(kind) && !isKept)
  return policy.sms && isTexted && textNumber(contact, country) !== null
}

/** Said of what the model of the check does not follow. */
const UNCHECKED =
  /^(It is no longer true\.|By the date that holds now|What was asked about|The merchant (confirms|offered)|It may be late|It was for|Delay options|Another word of the delay|By what holds now|What holds now|What is left|What it was about)/

/** One notice once on each channel, and what a provider refused under another key. */
export const repeatsNothing: Check = ({ spoken }) => {
  const names = spoken.map(({ wanted, channel }) => `${wanted.key} by ${channel}`)
  return names.filter((name, at) => names.indexOf(name) < at)
}

/** A date that moved is told as that: no "still waiting" slips a new date in. */
export const breaksNewsAsNews: Check = ({ spoken }) =>
  spoken
    .filter(({ kind }) => ROUTINE.has(kind))
    .flatMap(({ at, kind, wanted, order, context }) =>
      Object.entries(wanted.facts.told.dates)
        .filter(([id, date]) => {
          const told = toldDate(order, id)
          const line = order.lines.find((one) => one.id === id)
          // Under hold, of what it waits for as well.
          const split = order.split ?? context.policy.split
          const movers = split === 'hold' ? order.lines : line ? [line] : []
          const isImport = movers.some(({ backorder }) => backorder?.history.at(-1)?.imported)
          const isOff = context.policy.kinds_off.length > 0
          return told !== undefined && told !== date && !isImport && !isOff
        })
        .map(([id, date]) => `${at} ${kind} tells ${date} of ${id}`),
    )

const ROUTINE: ReadonlySet<string> = new Set([
  'backorder_checkin',
  'backorder_update',
  'order_update',
])
