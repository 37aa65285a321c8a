import { goneTooSoon } from '../../domain/cadence/removed-too-soon.ts'
import { staysCancelled } from '../../domain/cadence/stays-cancelled.ts'
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
import { nameOf, unitsOf } from '../units.ts'
import { linesNamed, type Speaker } from './speech.ts'

type Part = { line: Line; quantity: number }

const REASON_MAX = 200

/** Something is cancelled: what, and the money that comes back. Nothing of a refund where none is. */
export const orderCancelled: Speaker = (scene) => {
  const parts = cancelledParts(scene)
  const whole = orderStatus(scene.order) === 'cancelled'
  return {
    variant: `${whole ? 'whole' : 'part'}${refundVariant(scene)}`,
    lines: parts.map(({ line }) => line),
    itemName: partNames(parts, scene),
    params: refundParams(scene),
    groups: [
      cancelledGroup(parts, scene),
      ...groupsOf(openPortions(scene.order, scene.rules), scene),
    ],
    notes: refundNote(scene),
  }
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
  return {
    variant: parts.length === 0 ? 'unnamed' : `${scope}${gone ? '_shipped' : ''}`,
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
    item: partNames(rest, scene)(lines),
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
  if (facts.shipments.length === 0 || order.paymentStatus !== 'paid') return []
  if (order.refunds.length > 0) return [word('note.void_made')]
  const isVoid = voidOf(parts, scene)
  if (!isVoid) return [word('note.void_none', { n: parts.length })]
  return [word(isVoid.key, isVoid.params)]
}

/** The refund that was announced, and does not come: null where none was, or some was paid. */
function voidOf(parts: readonly Part[], { facts, order, locale }: Scene) {
  if (facts.shipments.length === 0 || order.paymentStatus !== 'paid') return null
  const announced = parts
    .map(({ line, quantity }) => ({ line, quantity: Math.min(quantity, toldTooMuch(line, order)) }))
    .filter(({ quantity }) => quantity > 0)
  if (announced.length === 0 || order.refunds.length > 0) return null
  const prices = announced.map(
    ({ line, quantity }) => line.unitPrice && multiply(line.unitPrice, quantity),
  )
  const amount = sum(prices.filter((price) => price !== null))
  return prices.includes(null) || !amount
    ? { key: 'note.void', params: {} }
    : { key: 'note.void_amount', params: { amount: formatMoney(amount, locale) } }
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

/**
 * "Your Widget Pro is cancelled" is read of all of it: of two, that it is one is said. Of what was
 * ordered, as in every other sentence: a text that says "1 of 3" and "1 of 2" of one line is a riddle.
 */
const partNames = (parts: readonly Part[], scene: Scene): Scene['itemName'] =>
  nameOf(scene, (line) => {
    const part = parts.find((one) => one.line === line)
    const before = part ? line.quantity - line.cancelled + part.quantity : 0
    // Of a line that was lowered, what was ordered is more than what it says now.
    const removed = scene.facts.cancelled.find(({ lineId }) => lineId === line.id)?.removed ?? 0
    const total = Math.max(line.quantity + removed, before)
    return part && part.quantity < before ? { quantity: part.quantity, total } : null
  })

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
