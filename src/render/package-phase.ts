import { addDays } from '../domain/calendar.ts'
import type { Day, OrderState, Shipment } from '../domain/order.ts'
import { type ToldOfPackage, toldOf } from '../domain/package-told.ts'
import { carrierDay } from '../domain/shipment.ts'
import { dayIn, toDay } from './dates.ts'

/**
 * Where a package is, in the words of its reader and not of its carrier. `silent` and `missing` are
 * what we said of a carrier that says nothing: no news for days, and none for so many that it is
 * taken as lost.
 */
export type Phase =
  | 'label'
  | 'moving'
  | 'delayed'
  | 'silent'
  | 'missing'
  | 'held_up'
  | 'out_for_delivery'
  | 'pickup'
  | 'delivered'
  | 'returning'
  | 'lost'

/** `late`: the last day of the range has passed, so no date may be stated as one to come. */
export type Arrival = { from: Day; to: Day; late: boolean }

type Whereabouts = {
  phase: Phase
  arrival: Arrival | null
  /** The day of the present phase, in the reader's zone; of a silence, the day of the last word. */
  since: Day
}

/** By the carrier's last word, and by what was said of its silence since. */
export function whereabouts(
  order: OrderState,
  shipment: Shipment,
  { zone, today }: { zone: string; today: Day },
): Whereabouts {
  const told = toldOf(order, shipment, zone)
  const phase = told ? TOLD[told] : phaseOf(shipment)
  const isSilent = phase === 'silent' || phase === 'missing'
  const arrival = isSilent ? null : arrivalOf(carrierDay(shipment), zone, today)
  return {
    phase,
    arrival: phase === 'delayed' && isOverdue(shipment, zone, today) ? null : arrival,
    since: dayIn(isSilent ? lastWordAt(shipment) : shipment.statusAt, zone),
  }
}

const TOLD: Record<ToldOfPackage, Phase> = {
  stalled: 'silent',
  lost: 'missing',
  delayed: 'delayed',
}

const lastWordAt = ({ checkpoints, shippedAt, statusAt }: Shipment) =>
  checkpoints.at(-1)?.at ?? shippedAt ?? statusAt

const phaseOf = ({ status, shippedAt }: Shipment): Phase =>
  status === 'pre_transit' ? (shippedAt ? 'moving' : 'label') : PHASES[status]

const PHASES = {
  in_transit: 'moving',
  out_for_delivery: 'out_for_delivery',
  available_for_pickup: 'pickup',
  delivered: 'delivered',
  delayed: 'delayed',
  exception: 'held_up',
  return_to_sender: 'returning',
  lost: 'lost',
} as const

/** Once a delay was told, the day that has gone by is no range any more, not even its last days. */
const isOverdue = ({ expectedDelivery }: Shipment, zone: string, today: Day) =>
  expectedDelivery !== null && toDay(expectedDelivery, zone) < today

/**
 * Delivery is told as a range: the single day that a carrier names is an estimate, and read as a
 * promise it would be broken by one day of delay. Days of the range that are over are left out.
 */
const RANGE_DAYS = 2

function arrivalOf(expected: string | null, zone: string, today: Day): Arrival | null {
  if (!expected) return null
  const first = toDay(expected, zone)
  const to = addDays(first, RANGE_DAYS)
  return { from: first < today && today <= to ? today : first, to, late: to < today }
}
