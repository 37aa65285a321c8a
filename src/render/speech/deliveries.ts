import type { Checkpoint, Day, Line, Shipment } from '../../domain/order.ts'
import { shippedShipments } from '../../domain/order.ts'
import { carrierDay, numbersOf } from '../../domain/shipment.ts'
import { dayParams } from '../changes.ts'
import { dayIn, toDay } from '../dates.ts'
import { groupsOf } from '../groups.ts'
import {
  linesIn,
  morePackages,
  nameInside,
  packagesOf,
  packagesToCome,
  shipmentsOf,
} from '../packages.ts'
import { clean, isolate } from '../plain.ts'
import { openPortions, type Portion } from '../portions.ts'
import type { Scene } from '../scene.ts'
import { linesNamed, type Speaker, type Speech } from './speech.ts'

export const outForDelivery: Speaker = (scene) => {
  const about = parcelOf(scene)
  const isToday = about.statusDay === scene.today
  return { ...about.speech, variant: isToday ? 'today' : 'earlier' }
}

export const availableForPickup: Speaker = (scene) => {
  const about = parcelOf(scene)
  const at = about.scans.findLast(({ status }) => status === 'available_for_pickup')
  const place = at ? placeOf(at) : ''
  return {
    ...about.speech,
    variant: place ? 'placed' : 'unplaced',
    params: { place },
    notes: [...latestNote(about.scans, scene), ...(about.speech.notes ?? [])],
  }
}

export const delivered: Speaker = (scene) => {
  const { speech, statusDay, open } = parcelOf(scene)
  const isMore = open.length > 0 || shippedShipments(scene.order).some(isUnderWay)
  return {
    ...speech,
    variant: `${isMore ? 'more' : 'all'}${statusDay ? '_dated' : ''}`,
    params: dayParams({ day: statusDay }, scene),
    groups: groupsOf(open, scene),
  }
}

/** Later than expected: the new day, where the carrier has said one that is still to come. */
export const deliveryDelayed: Speaker = (scene) => {
  const { shipments } = parcelOf(scene)
  const days = shipments.flatMap((shipment) => {
    const named = carrierDay(shipment)
    return named ? [toDay(named, scene.merchant.timeZone)] : []
  })
  const day = days.length === shipments.length ? (days.sort().at(-1) ?? null) : null
  return troubled(scene, day && day >= scene.today ? day : null)
}

/** Something is in its way, and no scan has said yet what becomes of it. */
export const deliveryException: Speaker = (scene) => troubled(scene, null)

/** No scan for days: since when. The same facts, after more days, for a package taken as lost. */
export const deliverySilent: Speaker = (scene) => {
  const { scans, shipments } = parcelOf(scene)
  const isReported = shipments.some(({ status }) => status === 'lost')
  const at = scans.at(-1)?.at ?? shipments.at(-1)?.shippedAt
  return troubled(scene, at && !isReported ? dayIn(at, scene.merchant.timeZone) : null)
}

export const returned: Speaker = (scene) => troubled(scene, null)

/** One question, once it is there. */
export const deliveryFeedback: Speaker = (scene) => {
  const { lines, itemName } = parcelOf(scene).speech
  const label = scene.word('delivery_feedback.action')
  return { variant: '', lines, ...(itemName && { itemName }), action: { url: null, label } }
}

type Parcel = {
  shipments: Shipment[]
  scans: Checkpoint[]
  statusDay: Day | null
  open: Portion[]
  speech: Speech
}

function parcelOf(scene: Scene): Parcel {
  const { order, rules, merchant } = scene
  const shipments = shipmentsOf(scene)
  const open = openPortions(order, rules)
  const gone = shippedShipments(order).length
  const total = open.length > 0 ? gone + packagesToCome(open, scene) : gone
  const statusAt = shipments
    .map((one) => one.statusAt)
    .sort()
    .at(-1)
  return {
    shipments,
    scans: shipments.flatMap(({ checkpoints }) => checkpoints).sort(byTime),
    statusDay: statusAt ? dayIn(statusAt, merchant.timeZone) : null,
    open,
    speech: {
      variant: '',
      lines: linesOf(shipments, scene),
      itemName: nameInside(shipments, scene),
      packages: packagesOf(shipments, total, scene),
      notes: morePackages(shipments, scene),
      endText: whichInText(shipments, total, scene),
    },
  }
}

/**
 * Two packages of one line, each with one of two, would have the same words, in one minute of a morning
 * as well: a text says which of them it is about. A mail has its card for that.
 */
function whichInText(shipments: readonly Shipment[], total: number, scene: Scene): string | null {
  const [shipment, ...others] = shipments
  if (!shipment || others.length > 0) return null
  const all = shippedShipments(scene.order)
  const nameOf = (one: Shipment) => nameInside([one], scene)(linesOf([one], scene))
  const isAlike = all.some((one) => one !== shipment && nameOf(one) === nameOf(shipment))
  if (!isAlike) return null
  const label = scene.word('package.numbered', { place: all.indexOf(shipment) + 1, total })
  const number = clean(numbersOf(shipment)[0] ?? '', NUMBER_MAX)
  return number ? `${label} (${number}).` : `${label}.`
}

/** Trouble on the way: what the carrier said last, as it said it, and no blame. */
function troubled(scene: Scene, day: Day | null): Speech {
  const { speech, scans } = parcelOf(scene)
  return {
    ...speech,
    variant: day ? 'dated' : 'undated',
    params: dayParams({ day }, scene),
    notes: [...latestNote(scans, scene), ...(speech.notes ?? [])],
  }
}

const SCAN_MAX = 200
const PLACE_MAX = 60
const NUMBER_MAX = 40

function latestNote(scans: readonly Checkpoint[], { word }: Scene): string[] {
  const last = scans.at(-1)
  const message = last ? isolate(clean(last.message, SCAN_MAX)) : ''
  if (!last || !message) return []
  const place = placeOf(last)
  return [word(place ? 'common.latest_at' : 'common.latest', { message, place })]
}

const placeOf = ({ city }: Checkpoint) => isolate(clean(city ?? '', PLACE_MAX))

function linesOf(shipments: readonly Shipment[], scene: Scene): readonly Line[] {
  const inside = linesIn(shipments, scene)
  return inside.length > 0 ? inside : linesNamed(scene.facts.lines, scene, [])
}

const isUnderWay = ({ status }: Shipment) => !ARRIVED.has(status)

const ARRIVED: ReadonlySet<string> = new Set(['delivered', 'return_to_sender', 'lost'])

const byTime = (a: Checkpoint, b: Checkpoint) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)
