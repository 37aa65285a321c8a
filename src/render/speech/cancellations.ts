import { exchangedTooSoon, goneTooSoon } from '../../domain/cadence/removed-too-soon.ts'
import { staysCancelled } from '../../domain/cadence/stays-cancelled.ts'
import { knownUnits } from '../../domain/known-units.ts'
import { multiply, sum } from '../../domain/money.ts'
import {
  type Line,
  openQuantity,
  orderStatus,
  ownValue,
  waitingQuantity,
} from '../../domain/order.ts'
import { wholeCancelled } from '../../domain/removed-units.ts'
import { dayParams } from '../changes.ts'
import { type Group, groupsOf, rowsOf } from '../groups.ts'
import { formatMoney } from '../money.ts'
import { clean } from '../plain.ts'
import { openPortions, type Portion } from '../portions.ts'
import type { Scene } from '../scene.ts'
import { nameOf, partOf, unitsOf } from '../units.ts'
import { missingIn } from './not-wished.ts'
import { linesNamed, type Speaker, type Speech } from './speech.ts'

type Part = { line: Line; quantity: number }

const REASON_MAX = 200

/** Something is cancelled, for whatever causes: what of it cannot be had is said of that alone. */
export const orderCancelled: Speaker = (scene) => {
  const speech = { ...cancelled(scene), ...lastInText(scene) }
  const missing = missingIn(scene)
  if (!missing) return speech
  return { ...speech, notes: [missing.note, ...(speech.notes ?? [])], endText: missing.text }
}

/** What is cancelled, and the money that comes back. Nothing of a refund where none is. */
export const cancelled: Speaker = (scene) => {
  const parts = cancelledParts(scene)
  const whole = orderStatus(scene.order) === 'cancelled'
  return {
    variant: `${whole ? 'whole' : 'part'}${refundVariant(scene)}`,
    lines: partlyFirst(parts, scene),
    itemName: nameOf(scene, unitsOf(parts)),
    params: refundParams(scene),
    groups: [
      cancelledGroup(parts, scene),
      ...groupsOf(openPortions(scene.order, scene.rules), scene),
    ],
    notes: refundNote(scene),
  }
}

/** Named is what is cancelled in part: by "and 1 more" all of that would be read as gone. */
function partlyFirst(parts: readonly Part[], scene: Scene): Line[] {
  const units = unitsOf(parts)
  const lines = parts.map(({ line }) => line)
  const isPart = (line: Line) => partOf(line, units, scene) !== null
  return [...lines.filter(isPart), ...lines.filter((line) => !isPart(line))]
}

/** "Order #1001 is cancelled, $19.90 comes back" would be read of all of it by who reads no list. */
function lastInText(scene: Scene): Pick<Speech, 'text'> {
  const { order } = scene
  const parts = cancelledParts(scene)
  const now = (line: Line) => parts.find((one) => one.line === line)?.quantity ?? 0
  const isLast = order.lines.some((line) => now(line) < knownUnits(order, line))
  if (orderStatus(order) !== 'cancelled' || !isLast) return {}
  const lines = parts.map(({ line }) => line)
  const item = scene.itemName(lines, undefined, unitsOf(parts))
  const params = { order: scene.orderRef, item, n: lines.length, ...refundParams(scene) }
  return { text: scene.word(`sms.cancelled.last${refundVariant(scene)}`, params) }
}

/** We have the wish to cancel; the merchant answers it. */
export const cancellationRequested: Speaker = (scene) => {
  const parts = requestedParts(scene)
  // What is not here yet cannot be packed: there is nothing to be stopped.
  const isHere = parts.some(({ line, quantity }) => quantity > waitingQuantity(line))
  return {
    variant: `${scopeOf(parts, scene)}${isHere ? '' : '_waiting'}`,
    lines: parts.map(({ line }) => line),
    itemName: nameOf(scene, unitsOf(parts)),
    groups: [
      requestedGroup(parts, scene),
      ...groupsOf(without(openPortions(scene.order, scene.rules), parts), scene),
    ],
  }
}

/** What is left of the order beside what is named already: a line stands in one list of a mail. */
function without(portions: readonly Portion[], parts: readonly Part[]): Portion[] {
  const named = new Map(parts.map(({ line, quantity }) => [line.id, quantity]))
  return portions
    .map((portion) => {
      const taken = Math.min(portion.quantity, named.get(portion.line.id) ?? 0)
      named.set(portion.line.id, (named.get(portion.line.id) ?? 0) - taken)
      return { ...portion, quantity: portion.quantity - taken }
    })
    .filter(({ quantity }) => quantity > 0)
}

/** It could not be cancelled any more: what holds instead. */
export const cancellationDeclined: Speaker = (scene) => {
  const parts = requestedParts(scene)
  const lines = parts.map(({ line }) => line)
  const isCrossed = scene.facts.shipments.length > 0
  const gone =
    lines.length > 0 &&
    lines.every((line) => isCrossed || (line.shipped > 0 && openQuantity(line) === 0))
  const rest = isCrossed ? stillCancelled(scene) : []
  const scope = rest.length > 0 ? 'part' : scopeOf(parts, scene)
  const declined = `${scope}${gone ? '_shipped' : ''}${scene.facts.isFurther ? '_further' : ''}`
  const named = scene.facts.backAgain ? 'put_back' : declined
  return {
    variant: parts.length === 0 ? 'unnamed' : named,
    lines,
    itemName: nameOf(scene, unitsOf(parts)),
    groups: [
      ...(rest.length > 0 ? [cancelledGroup(rest, scene)] : []),
      ...groupsOf(openPortions(scene.order, scene.rules), scene),
    ],
    notes: [...crossedNote(parts, scene), ...refundNote(scene)],
    endText: inText([voidInText(parts, scene), rest.length > 0 ? restInText(rest, scene) : null]),
    reason: reasonOf(scene),
  }
}

/** What the package did not take: all that the one sum of money is for. */
const stillCancelled = (scene: Scene): Part[] =>
  partsOf(staysCancelled(scene.order, scene.facts.lines), scene)

function restInText(rest: readonly Part[], scene: Scene): string {
  const lines = rest.map(({ line }) => line)
  return scene.word(`order_cancelled.sms.part${refundVariant(scene)}`, {
    order: scene.orderRef,
    item: scene.itemName(lines, undefined, unitsOf(rest)),
    n: lines.length,
    ...refundParams(scene),
  })
}

const refundParams = (scene: Scene) => ({
  amount: scene.facts.refund?.amount ? formatMoney(scene.facts.refund.amount, scene.locale) : '',
  ...dayParams({ due: scene.facts.refund?.dueOn ?? null }, scene),
})

const inText = (sentences: readonly (string | null)[]) =>
  sentences.filter((one) => one !== null).join(' ') || null

/** The mail has a note for it; who reads texts alone would wait for money that does not come. */
function voidInText(parts: readonly Part[], scene: Scene): string | null {
  const isVoid = voidOf(parts, scene)
  return isVoid && scene.word(`${isVoid.key}_text`, isVoid.params)
}

/**
 * What becomes of the money of what shipped though it was cancelled: the refund that was announced
 * is void. Once some was paid back nobody but the shop can say for what it was.
 */
function crossedNote(parts: readonly Part[], scene: Scene): string[] {
  const { facts, order, word } = scene
  if (!isReversed(facts) || order.paymentStatus !== 'paid') return []
  if (facts.backAgain) return backNote(parts, scene)
  if (order.refunds.length > 0) return [word('note.void_made')]
  const isVoid = voidOf(parts, scene)
  if (!isVoid && parts.every(({ line }) => exchangedTooSoon(order, line.id) > 0)) return []
  if (!isVoid) return [word('note.void_none', { n: parts.length })]
  return [word(isVoid.key, isVoid.params)]
}

/** A package took it, or it was put back on the order: what had been announced of its money is void. */
const isReversed = ({ shipments, backAgain }: Scene['facts']): boolean =>
  shipments.length > 0 || backAgain !== undefined

function backNote(parts: readonly Part[], scene: Scene): string[] {
  if (scene.order.refunds.length > 0) return [scene.word('note.void_made')]
  const isVoid = voidOf(parts, scene)
  return isVoid ? [scene.word(`${isVoid.key}_text`, isVoid.params)] : []
}

/** The refund that was announced, and does not come: null where none was, or some was paid. */
function voidOf(parts: readonly Part[], { facts, order, locale }: Scene) {
  if (!isReversed(facts) || order.paymentStatus !== 'paid') return null
  const announced = parts
    .map(({ line, quantity }) => {
      const back = facts.backAgain?.find(({ lineId }) => lineId === line.id)?.quantity ?? 0
      const most = facts.backAgain ? back : toldTooMuch(line, order)
      return { line, quantity: Math.min(quantity, most) }
    })
    .filter(({ quantity }) => quantity > 0)
  if (announced.length === 0 || order.refunds.length > 0) return null
  const prices = announced.map(
    ({ line, quantity }) => line.unitPrice && multiply(line.unitPrice, quantity),
  )
  const amount = sum(prices.filter((price) => price !== null))
  return prices.includes(null) || !amount
    ? { key: 'note.void', params: {} }
    : {
        key: facts.isFurther ? 'note.void_further' : 'note.void_amount',
        params: { amount: formatMoney(amount, locale) },
      }
}

/** So many more were told to be cancelled than are: only their refund was ever announced. */
function toldTooMuch({ id }: Line, order: Scene['order']): number {
  const { said } = order
  const named = said.reduce(
    (most, { told }) => Math.max(most, ownValue(told.cancelled, id) ?? 0),
    0,
  )
  return Math.max(0, named - wholeCancelled(order, id)) + goneTooSoon(order, id)
}

const requestedGroup = (parts: readonly Part[], scene: Scene): Group => ({
  title: scene.word('group.requested.title'),
  note: null,
  ...rowsOf(parts, scene),
})

/** A mail says the day in a note of its own; a text has it in its sentence, while it is to come. */
export function refundVariant({ facts: { refund }, today }: Scene): string {
  if (!refund) return ''
  return `${refund.amount ? '_amount' : '_refund'}${refund.dueOn >= today ? '_due' : ''}`
}

/** A day that has gone by is not stated as one to come: then only the means is said. */
function refundNote(scene: Scene): string[] {
  const { refund } = scene.facts
  if (!refund) return []
  const due = refund.dueOn >= scene.today ? 'due' : 'undated'
  const key = refund.amount ? `note.refund_amount_${due}` : `note.refund_${due}`
  const amount = refund.amount ? formatMoney(refund.amount, scene.locale) : ''
  return [scene.word(key, { amount, ...dayParams({ day: refund.dueOn }, scene) })]
}

const cancelledGroup = (parts: readonly Part[], scene: Scene): Group => ({
  title: scene.word('group.cancelled.title'),
  note: null,
  ...rowsOf(parts, scene),
})

/** What the facts name; without any, all that the order has cancelled. */
function cancelledParts(scene: Scene): Part[] {
  const named = partsOf(scene.facts.cancelled, scene)
  if (named.length > 0) return named
  return scene.order.lines
    .filter(({ cancelled }) => cancelled > 0)
    .map((line) => ({ line, quantity: line.cancelled }))
}

function requestedParts(scene: Scene): Part[] {
  const { facts, order } = scene
  if (facts.cancelled.length > 0) return partsOf(facts.cancelled, scene)
  const asked = order.cancellationRequest?.lines ?? []
  const request = asked.map(({ id, quantity }) => ({ lineId: id, quantity }))
  if (request.length > 0) return partsOf(request, scene)
  return linesNamed(facts.lines, scene, []).map(leftOf)
}

/** In the order's sequence. */
function partsOf(cancelled: readonly { lineId: string; quantity: number }[], { order }: Scene) {
  const quantities = new Map(cancelled.map(({ lineId, quantity }) => [lineId, quantity]))
  return order.lines
    .map((line) => ({ line, quantity: quantities.get(line.id) ?? 0 }))
    .filter(({ quantity }) => quantity > 0)
}

const leftOf = (line: Line): Part => ({ line, quantity: openQuantity(line) || line.quantity })

const scopeOf = (parts: readonly Part[], { order }: Scene) =>
  order.lines.every(
    (line) =>
      line.quantity === 0 ||
      parts.some((part) => part.line === line && part.quantity >= line.quantity),
  )
    ? 'whole'
    : 'part'

const reasonOf = ({ facts }: Scene) => (facts.reason ? clean(facts.reason, REASON_MAX) : null)
