import { shippedShipments } from '../../domain/order.ts'
import { dayParams } from '../changes.ts'
import { groupsOf } from '../groups.ts'
import { linesIn, morePackages, packagesOf, packagesToCome, shipmentsOf } from '../packages.ts'
import { openPortions, type Portion } from '../portions.ts'
import type { Scene } from '../scene.ts'
import { specialEnding, waitKind } from '../wait-kind.ts'
import { linesNamed, type Speaker } from './speech.ts'

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

/** Stock has come for what waited, and it is being prepared. */
export const restocked: Speaker = (scene) => {
  const open = openPortions(scene.order, scene.rules)
  const allocated = open.filter(({ line, state }) => line.backorder && state === 'preparing')
  const lines = linesNamed(
    scene.facts.lines,
    scene,
    allocated.map(({ line }) => line),
  )
  const days = new Set(lines.map((line) => scene.rules.dateOf(line)))
  const [day = null] = days
  const dated = days.size === 1 && day !== null && day >= scene.today
  const isKept = open.some((portion) => portion.state === 'kept')
  const state = isKept ? 'kept' : dated ? 'dated' : 'undated'
  return {
    variant: `${state}${waitKind(lines) === 'custom' ? '_custom' : ''}`,
    lines,
    params: dayParams({ day: dated ? day : null }, scene),
    groups: open.some(({ state }) => state !== 'preparing') ? groupsOf(open, scene) : [],
  }
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
  return {
    variant: days.size === 1 && day !== null && day >= scene.today ? `${place}_dated` : place,
    lines: linesIn(shipments, scene),
    params: { gone, total, n: shipments.length, ...dayParams({ day }, scene) },
    packages: packagesOf(shipments, total, scene),
    groups: groupsOf(open, scene),
    notes: morePackages(shipments, scene),
  }
}

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
