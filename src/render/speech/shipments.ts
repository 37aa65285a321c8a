import { heldBack, unscannedShipments } from '../../domain/cadence/shipped.ts'
import {
  type Line,
  openQuantity,
  type Shipment,
  shippedShipments,
  waitingQuantity,
} from '../../domain/order.ts'
import { dayParams } from '../changes.ts'
import { groupsOf } from '../groups.ts'
import { movedBeside } from '../moved-beside.ts'
import { offerText } from '../offer-text.ts'
import { isOnlyOne, offered, offerWords } from '../offers.ts'
import {
  linesIn,
  morePackages,
  nameInside,
  packagesOf,
  packagesToCome,
  shipmentsOf,
} from '../packages.ts'
import { openPortions, type Portion } from '../portions.ts'
import type { Scene } from '../scene.ts'
import { allUnits, nameOf } from '../units.ts'
import { specialEnding, waitKind } from '../wait-kind.ts'
import type { Params } from '../words.ts'
import { type Listed, restInText, waitsInText } from './dates-in-text.ts'
import { toldBeside } from './offers-beside.ts'
import { linesNamed, type Speaker, type Speech } from './speech.ts'

/**
 * Everything is in stock, or the order holds nothing that ships. What came in for it has a date: the
 * sentence says it where it is that of all, and else names what it is of.
 */
export const orderConfirmed: Speaker = (scene) => {
  const portions = openPortions(scene.order, scene.rules)
  const lines = scene.order.lines.filter((line) => line.quantity > line.cancelled)
  const dated = portions.filter(({ day }) => day !== null)
  const [day = null, ...others] = new Set(portions.map((portion) => portion.day))
  const isDated = day !== null && others.length === 0
  const list = !isDated && dated.length > 0 ? restInText(dated, scene) : null
  return {
    variant: portions.length === 0 ? 'nothing_to_ship' : `preparing${isDated ? '_dated' : ''}`,
    lines,
    params: dayParams({ day: isDated ? day : null }, scene),
    named: isDated ? dated.map(({ line }) => line.id) : (list?.named ?? []),
    endText: list?.text ?? null,
    groups: groupsOf(portions.length > 0 ? portions : nothingToShip(lines), scene),
    ...offersFirst(scene, isDated ? dated.map(({ line }) => line.id) : []),
  }
}

/** A delay that is known at the first word is offered by it (16 CFR 435.2), with both ways on. */
function offersFirst(
  scene: Scene,
  said: readonly string[],
): Pick<Speech, 'offers' | 'offerText' | 'keep'> {
  const offers = offered(scene)
  if (offers.length === 0) return {}
  const isOne = isOnlyOne(offers, scene)
  return {
    offers: offerWords(offers, scene, { told: false, isOne }),
    offerText: offerText(offers, scene, { isFirst: true, isOne, dated: said }),
    keep: 'consent',
  }
}

/** Stock has come for what waited, or for a part of it, and it is being prepared. */
export const restocked: Speaker = (scene) => {
  const open = openPortions(scene.order, scene.rules)
  const allocated = open.filter(({ line, state }) => line.backorder && state === 'preparing')
  const lines = linesNamed(
    scene.facts.lines,
    scene,
    allocated.map(({ line }) => line),
  )
  const part = partOf(lines, scene)
  const days = new Set(lines.map((line) => scene.rules.dateOf(line)))
  const [day = null] = days
  const dated = days.size === 1 && day !== null && day >= scene.today
  const isKept = open.some((portion) => portion.state === 'kept')
  const state = isKept ? 'kept' : dated ? 'dated' : 'undated'
  const isListed = open.some((portion) => portion.state !== 'preparing') || days.size > 1
  const { notes, ...beside } = toldOnce(toldBeside(scene), dated && !isKept ? lines : [], scene)
  const together = isKept ? togetherInText(open, scene) : daysInText(allocated, beside.named, scene)
  return {
    ...beside,
    ...(together && { endText: [together.text, beside.endText].filter(Boolean).join(' ') }),
    named: [
      ...(dated && !isKept ? lines.map(({ id }) => id) : []),
      ...(together?.named ?? []),
      ...beside.named,
    ],
    variant: part ? `part_${state}` : `${state}${waitKind(lines) === 'custom' ? '_custom' : ''}`,
    lines,
    ...(part && { itemName: nameOf(scene, allUnits) }),
    params: { ...dayParams({ day: dated ? day : null }, scene), ...part },
    groups: isListed ? groupsOf(open, scene) : [],
    notes,
  }
}

/**
 * "The rest ships by Jul 6. Desk: now by Jul 6" says one date twice: a text has the others alone, and of
 * that one the day that its reader knows.
 */
function toldOnce(
  { isOffer, ...beside }: ReturnType<typeof toldBeside>,
  said: readonly Line[],
  scene: Scene,
) {
  if (isOffer || said.length === 0) return beside
  const dates = scene.facts.dates.filter(({ lineId, new: day }) =>
    said.every((line) => line.id !== lineId || scene.rules.dateOf(line) !== day),
  )
  const { text } = movedBeside({ ...scene, facts: { ...scene.facts, dates } })
  const known = scene.facts.dates.flatMap((one) =>
    dates.includes(one) || one.old === one.new ? [] : (one.old ?? []),
  )
  const [old] = known
  const isOne = old !== undefined && known.every((day) => day === old)
  const before = isOne ? scene.word('sms.before', dayParams({ old }, scene)) : null
  return { ...beside, endText: [before, text].filter(Boolean).join(' ') || null }
}

/** Of several days each by its name: "they are in" alone would leave its reader with those told before. */
function daysInText(
  allocated: readonly Portion[],
  named: readonly string[],
  scene: Scene,
): Listed | null {
  const days = new Set(allocated.map(({ day }) => day))
  // Of a part its sentence says the day of the rest, and that is another.
  const isApart = allocated.some(
    ({ line, day }) => waitingQuantity(line) > 0 && day !== scene.rules.dateOf(line),
  )
  const said = allocated.filter(({ line, day }) => day !== null && !named.includes(line.id))
  return (days.size > 1 || isApart) && said.length > 0 ? waitsInText('waiting', said, scene) : null
}

/** What is kept for the rest ships with it: on which day is what its reader wants to know. */
function togetherInText(open: readonly Portion[], scene: Scene): Listed | null {
  const held = open.filter(({ state }) => state !== 'swapped')
  const days = new Set(held.map(({ line }) => scene.rules.dateOf(line)))
  const [day = null] = days
  if (days.size > 1 || day === null || day < scene.today) return null
  const text = scene.word('sms.together', dayParams({ day }, scene))
  return { text, named: held.map(({ line }) => line.id) }
}

/**
 * Only some have come: how many, for "they are in" would be read as all of them. Of what has not
 * shipped, for what has is with its reader already.
 */
function partOf(lines: readonly Line[], { word, order }: Scene): Params | null {
  if (lines.every((line) => waitingQuantity(line) === 0)) return null
  const isOne = lines.length === 1
  // "Your items" are all that are still to come, as the page counts them.
  const meant = isOne ? lines : order.lines.filter((line) => line.requiresShipping)
  const all = meant.reduce((sum, line) => sum + openQuantity(line), 0)
  const here = all - meant.reduce((sum, line) => sum + waitingQuantity(line), 0)
  return { here, all, n: here, ...(isOne ? {} : { item: word('restocked.items') }) }
}

/** A package is on its way, and another follows. */
export const partiallyShipped: Speaker = (scene) => {
  const shipments = shipmentsOf(scene)
  const { now, merchant, facts } = scene
  const unscanned = unscannedShipments(scene.order, { now, policy: merchant.policy }).filter(
    ({ shipmentId }) => !facts.shipments.includes(shipmentId),
  )
  const prepared = openPortions(scene.order, scene.rules)
  const open = [...prepared, ...portionsOf(unscanned, scene)]
  const gone = goneIn(scene)
  const isMore = prepared.length > 0 || unscanned.length === 0
  const total = gone + unscanned.length + (isMore ? packagesToCome(prepared, scene) : 0)
  const days = new Set(open.map(({ day }) => day))
  const [day = null] = days
  const place = gone > shipments.length ? 'another' : 'first'
  const { isOffer, ...beside } = toldBeside(scene)
  const state = days.size === 1 && day !== null && day >= scene.today ? '_dated' : ''
  const lines = linesIn(shipments, scene)
  const itemName = nameInside(shipments, scene)
  const params = { gone, total, n: shipments.length, ...dayParams({ day }, scene) }
  // What moved has its sentence already.
  const left = open.filter(({ line }) => !beside.named.includes(line.id))
  const rest = isOffer || state ? null : restInText(left, scene)
  // All that is to come moved, and stands beside it with its new date.
  const isTwice =
    !isOffer && state !== '' && open.every(({ line }) => beside.named.includes(line.id))
  const named = state ? open.map(({ line }) => line.id) : (rest?.named ?? [])
  return {
    ...beside,
    named: [...(isOffer ? [] : named), ...beside.named],
    ...(isOffer ? inShort('offered', lines, params, { ...scene, itemName }) : {}),
    ...(rest
      ? inShort('package', lines, { ...params, rest: rest.text }, { ...scene, itemName })
      : {}),
    ...(isTwice
      ? {
          text: scene.word(`partially_shipped.sms.${place}`, {
            ...params,
            order: scene.orderRef,
            item: itemName(lines),
          }),
        }
      : {}),
    variant: `${place}${isOffer ? '_offer' : state}`,
    lines,
    itemName,
    params,
    packages: packagesOf(shipments, total, scene),
    groups: groupsOf(open, scene),
    notes: [...morePackages(shipments, scene), ...beside.notes],
  }
}

/** Packages that left, but for those of which nothing is said yet. */
function goneIn({ now, merchant, facts, order }: Scene): number {
  const held = heldBack(order, { now, policy: merchant.policy })
  const others = held.filter(({ shipmentId }) => !facts.shipments.includes(shipmentId))
  return shippedShipments(order).length - others.length
}

/** In other packages, of which nothing is said before the carrier has seen them. */
const portionsOf = (shipments: readonly Shipment[], { order }: Scene): Portion[] =>
  shipments
    .flatMap(({ lines }) => lines)
    .flatMap(({ id, quantity }) =>
      order.lines
        .filter((line) => line.id === id)
        .map((line) => ({ line, quantity, state: 'handed_over' as const, day: null })),
    )

/** What is still to come, or is offered, takes most of two parts: what left is said in a few words. */
const inShort = (
  how: 'package' | 'offered',
  lines: readonly Line[],
  params: Params,
  scene: Scene,
): Pick<Speech, 'text'> => ({
  text: scene.word(`sms.brief.${how}`, { ...params, item: scene.itemName(lines) }),
})

/** The last of the order is on its way. */
export const shipped: Speaker = (scene) => {
  const shipments = shipmentsOf(scene)
  const lines = linesIn(shipments, scene)
  const gone = goneIn(scene)
  const waited = lines.some(({ backorder }) => backorder !== null)
  const last = gone > shipments.length ? 'last' : 'all'
  return {
    variant: waited ? `${last}_waited${specialEnding(lines)}` : last,
    lines,
    itemName: nameInside(shipments, scene),
    params: { packages: shipments.length },
    packages: packagesOf(shipments, gone, scene),
    notes: morePackages(shipments, scene),
  }
}

const nothingToShip = (lines: Scene['order']['lines']): Portion[] =>
  lines.map((line) => ({
    line,
    quantity: line.quantity - line.cancelled,
    state: 'nothing_to_ship',
    day: null,
  }))
