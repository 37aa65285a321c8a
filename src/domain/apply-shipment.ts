import { countCancelled } from './apply-cancellation.ts'
import type { Apply } from './apply-event.ts'
import type { EventData } from './event.ts'
import { toInstant } from './instant.ts'
import { type OrderState, type Shipment, type ShipmentStatus, waitingQuantity } from './order.ts'
import { trackingTerm } from './search.ts'
import { numbersOf } from './shipment.ts'

type Context = Parameters<Apply>[1]

/** Packages: created (a label or already with the carrier), moved on, voided. */
export const applyShipmentEvent: Apply = (draft, event) => {
  switch (event.type) {
    case 'shipment.created':
      create(draft, event, event.data)
      break
    case 'shipment.updated': {
      const shipment = findShipment(draft, event.data)
      const { shipment_id: id, tracking_number: number } = event.data
      if (!shipment) {
        return {
          why: `no shipment ${id ?? `with number ${number}`} is known yet`,
          rest: event,
          lines: null,
        }
      }
      moveOn(shipment, event, event.data)
      break
    }
    case 'shipment.voided': {
      const shipment = draft.shipments.find(
        ({ shipmentId }) => shipmentId === event.data.shipment_id,
      )
      if (!shipment) {
        return {
          why: `no shipment ${event.data.shipment_id} is known yet`,
          rest: event,
          lines: null,
        }
      }
      // Its reader has it: that the label is taken back says nothing of the package any more.
      if (shipment.status === 'delivered')
        return { why: `package ${shipment.shipmentId} is delivered`, rest: event, lines: null }
      takeAllBack(draft, shipment)
      if (!event.imported) shipment.voidedAt = toInstant(event.occurred_at)
      break
    }
    default:
      return null
  }
  countCancelled(draft)
  return null
}

/** Sent again, it replaces what was known of the package and keeps its checkpoints. */
function create(draft: OrderState, event: Context, data: EventData<'shipment.created'>) {
  const known = draft.shipments.find(({ shipmentId }) => shipmentId === data.shipment_id)
  if (known?.voided) makeAnew(known, event, data)
  const isPresumed = data.shipped_at_presumed === true
  const isTold = data.shipped_at && !(isPresumed && known?.isLabelSaid)
  const shippedAt = isTold ? toInstant(data.shipped_at as string) : null
  const stated = {
    carrier: data.carrier ?? known?.carrier ?? null,
    ...(data.service && { service: data.service }),
    ...readNumbers(data, known),
    trackingUrl: data.tracking_url ?? known?.trackingUrl ?? null,
    expectedDelivery: data.expected_delivery ?? known?.expectedDelivery ?? null,
    shippedAt: shippedAt ?? known?.shippedAt ?? null,
    lines: data.lines.map(({ id, quantity }) => ({ id, quantity })),
    voided: false,
  }
  if (known) {
    if (shippedAt) presume(known, isPresumed && (known.isPresumed || !known.shippedAt))
    const isFirstScan = stated.shippedAt !== null && known.shippedAt === null
    const { imported } = event
    const statusAt = stated.shippedAt
    expect(known, stated.expectedDelivery)
    Object.assign(known, stated, isFirstScan ? { status: 'in_transit', statusAt, imported } : {})
    return
  }
  draft.shipments.push({
    shipmentId: data.shipment_id,
    eventId: event.id,
    ...stated,
    ...(shippedAt && isPresumed && { isPresumed: true as const }),
    status: shippedAt ? 'in_transit' : 'pre_transit',
    statusAt: shippedAt ?? toInstant(event.occurred_at),
    checkpoints: [],
    imported: event.imported,
  })
}

/**
 * A label that was voided and printed again. Under another number it is another package, of which no
 * carrier has said anything; under the same one nothing was taken back after all.
 */
function makeAnew(known: Shipment, event: Context, data: EventData<'shipment.created'>) {
  const at = toInstant(event.occurred_at)
  const stated = [data.tracking_number ?? [], data.tracking_numbers ?? []].flat()
  const numbers = numbersOf(known).map(trackingTerm)
  const isSame = stated.length === 0 || stated.some((one) => numbers.includes(trackingTerm(one)))
  known.madeAnew = { at, isSame }
  if (isSame) return
  Object.assign(known, {
    shippedAt: null,
    status: 'pre_transit',
    statusAt: at,
    trackingUrl: null,
    expectedDelivery: null,
    checkpoints: [],
    imported: event.imported,
  })
  presume(known, false)
  delete known.carrierWord
  delete known.isDayVoid
  delete known.isLabelSaid
}

/**
 * What it held is to be shipped again. How many of that wait for stock is known in this moment alone:
 * by the sums nobody can tell later whether it held what waits or what had come.
 */
function takeAllBack(draft: OrderState, shipment: Shipment) {
  const hadLeft = !shipment.voided && shipment.shippedAt !== null
  const before = new Map(draft.lines.map((line) => [line.id, waitingQuantity(line)]))
  shipment.voided = true
  if (!hadLeft) return
  countCancelled(draft)
  shipment.waitsAgain = draft.lines
    .map((line) => ({ id: line.id, quantity: waitingQuantity(line) - (before.get(line.id) ?? 0) }))
    .filter(({ quantity }) => quantity > 0)
}

/** Named anew, they replace those that were known. */
function readNumbers(
  { tracking_number: first, tracking_numbers: several }: EventData<'shipment.created'>,
  known: Shipment | undefined,
) {
  const stated = [...new Set([...(first ? [first] : []), ...(several ?? [])])]
  const [trackingNumber = null, ...others] = stated.length > 0 || !known ? stated : numbersOf(known)
  return {
    trackingNumber,
    ...((others.length > 0 || known?.otherNumbers) && { otherNumbers: others }),
  }
}

function moveOn(shipment: Shipment, event: Context, data: EventData<'shipment.updated'>) {
  const at = data.checkpoint ? toInstant(data.checkpoint.at) : toInstant(event.occurred_at)
  const before = shipment.expectedDelivery
  if (data.expected_delivery !== undefined) expect(shipment, data.expected_delivery)
  if (data.checkpoint) addCheckpoint(shipment, at, data.status, data.checkpoint)
  if (data.status !== 'pre_transit' && at >= (shipment.carrierWord?.at ?? ''))
    shipment.carrierWord = { at, imported: event.imported }
  if (data.label_only) takeBack(shipment, at, event)
  if (!mayFollow(shipment.status, data.status)) return

  const isNewlyLate = data.status === 'delayed' && shipment.status !== 'delayed'
  if (isNewlyLate && before !== null && shipment.expectedDelivery === before)
    shipment.isDayVoid = true
  if (shipment.status !== data.status) {
    shipment.statusAt = at
    shipment.statusImported = event.imported
  }
  shipment.status = data.status
  // The carrier speaks of it, so the carrier has it: whatever the merchant forgot to say.
  if (data.status === 'pre_transit' || shipment.shippedAt) return
  shipment.shippedAt = at
  shipment.imported = event.imported
}

/**
 * There is a label, and so far no more: what only looked as if it had shipped has not. Whoever said
 * that the carrier has it knew more than that, and so does the carrier.
 */
function takeBack(shipment: Shipment, at: string, { imported }: Context) {
  shipment.isLabelSaid = true
  if (!shipment.isPresumed || shipment.carrierWord) return
  presume(shipment, false)
  shipment.shippedAt = null
  shipment.status = 'pre_transit'
  shipment.statusAt = at
  shipment.statusImported = imported
}

function presume(shipment: Shipment, isPresumed: boolean | undefined) {
  if (isPresumed) shipment.isPresumed = true
  else delete shipment.isPresumed
}

function expect(shipment: Shipment, expected: string | null) {
  if (shipment.expectedDelivery !== expected)
    shipment.expectedMoves = (shipment.expectedMoves ?? 0) + 1
  if (shipment.expectedDelivery !== expected) delete shipment.isDayVoid
  shipment.expectedDelivery = expected
}

/**
 * After delivery only a real regression is believed: carriers repeat older scans with new times,
 * and "in transit" must not undo "delivered". What is on its way back is "delivered" to the shop,
 * which is not to its customer. A label does not follow a scan.
 */
function mayFollow(from: ShipmentStatus, to: ShipmentStatus): boolean {
  if (from === 'delivered') return AFTER_DELIVERY.has(to)
  if (from === 'return_to_sender') return to === 'return_to_sender'
  return to !== 'pre_transit' || from === 'pre_transit'
}

const AFTER_DELIVERY: ReadonlySet<ShipmentStatus> = new Set([
  'delivered',
  'return_to_sender',
  'exception',
  'lost',
])
const CHECKPOINTS_MAX = 200

function addCheckpoint(
  shipment: Shipment,
  at: string,
  status: ShipmentStatus,
  { message, city, region, country }: NonNullable<EventData<'shipment.updated'>['checkpoint']>,
) {
  const repeated = shipment.checkpoints.some(
    (one) => one.at === at && one.message === message && one.status === status,
  )
  if (repeated || shipment.checkpoints.length >= CHECKPOINTS_MAX) return
  shipment.checkpoints.push({
    at,
    status,
    message,
    city: city ?? null,
    region: region ?? null,
    country: country ?? null,
  })
  shipment.checkpoints.sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : a.message < b.message ? -1 : 1,
  )
}

/** By its id, else by its number however it is grouped; a label in use before a voided one. */
function findShipment(draft: OrderState, data: EventData<'shipment.updated'>) {
  const { shipment_id: id, tracking_number: number } = data
  const known = draft.shipments.find(({ shipmentId }) => shipmentId === id)
  if (known) return known

  const named = draft.shipments.filter((shipment) =>
    numbersOf(shipment).some((one) => number && trackingTerm(one) === trackingTerm(number)),
  )
  return named.find(({ voided }) => !voided) ?? named[0]
}
