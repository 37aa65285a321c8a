import { type Line, openQuantity, shippedShipments, waitingQuantity } from '../../domain/order.ts'
import { dayParams } from '../changes.ts'
import { groupsOf } from '../groups.ts'
import { linesIn, morePackages, packagesOf, packagesToCome, shipmentsOf } from '../packages.ts'
import { openPortions, type Portion } from '../portions.ts'
import type { Scene } from '../scene.ts'
import { specialEnding, waitKind } from '../wait-kind.ts'
import type { Params } from '../words.ts'
import { toldBeside } from './offers-beside.ts'
import { linesNamed, type Speaker, type Speech } from './speech.ts'

/** Everything is in stock, or the order holds nothing that ships. */
export const orderConfirmed: Speaker = (scene) => {
  const portions = openPortions(scene.order, scene.rules)
  const lines = scene.order.lines.filter((line) => line.quantity > line.cancelled)
  return {
    variant: portions.length > 0 ? 'preparing' : 'nothing_to_ship',
    lines,
    groups: groupsOf(portions.length > 0 ? portions : nothingToShip(lines), scene),
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
  const { isOffer: _, notes, ...beside } = toldBeside(scene)
  return {
    ...beside,
    variant: part ? `part_${state}` : `${state}${waitKind(lines) === 'custom' ? '_custom' : ''}`,
    lines,
    params: { ...dayParams({ day: dated ? day : null }, scene), ...part },
    groups: isListed ? groupsOf(open, scene) : [],
    notes,
  }
}

/**
 * Only some have come: how many, for "they are in" would be read as all of them. Of what has not
 * shipped, for what has is with its reader already.
 */
function partOf(lines: readonly Line[], { word }: Scene): Params | null {
  if (lines.every((line) => waitingQuantity(line) === 0)) return null
  const all = lines.reduce((sum, line) => sum + openQuantity(line), 0)
  const here = all - lines.reduce((sum, line) => sum + waitingQuantity(line), 0)
  return { here, all, n: here, ...(lines.length > 1 ? { item: word('restocked.items') } : {}) }
}

/** A package is on its way, and another follows. */
export const partiallyShipped: Speaker = (scene) => {
  const shipments = shipmentsOf(scene)
  const open = openPortions(scene.order, scene.rules)
  const gone = shippedShipments(scene.order).length
  const total = gone + packagesToCome(open, scene)
  const days = new Set(open.map(({ day }) => day))
  const [day = null] = days
  const place = gone > shipments.length ? 'another' : 'first'
  const { isOffer, ...beside } = toldBeside(scene)
  const state = days.size === 1 && day !== null && day >= scene.today ? '_dated' : ''
  const lines = linesIn(shipments, scene)
  const params = { gone, total, n: shipments.length, ...dayParams({ day }, scene) }
  return {
    ...beside,
    ...(isOffer ? offerInShort(lines, params, scene) : {}),
    variant: `${place}${isOffer ? '_offer' : state}`,
    lines,
    params,
    packages: packagesOf(shipments, total, scene),
    groups: groupsOf(open, scene),
    notes: [...morePackages(shipments, scene), ...beside.notes],
  }
}

/** What the offer has to say takes most of two parts: what left is said in a few words. */
const offerInShort = (
  lines: readonly Line[],
  params: Params,
  scene: Scene,
): Pick<Speech, 'text'> => ({
  text: scene.word('sms.brief.package', { ...params, item: scene.itemName(lines) }),
})

/** The last of the order is on its way. */
export const shipped: Speaker = (scene) => {
  const shipments = shipmentsOf(scene)
  const lines = linesIn(shipments, scene)
  const gone = shippedShipments(scene.order).length
  const waited = lines.some(({ backorder }) => backorder !== null)
  const last = gone > shipments.length ? 'last' : 'all'
  return {
    variant: waited ? `${last}_waited${specialEnding(lines)}` : last,
    lines,
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
