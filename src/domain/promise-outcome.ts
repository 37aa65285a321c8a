import { dayOf, daysBetween } from './calendar.ts'
import {
  type BackorderKind,
  type Day,
  type Line,
  type OrderState,
  openQuantity,
  ownValue,
  shippedShipments,
} from './order.ts'

/** What came of the dates that a customer was told for one line. */
export type PromiseOutcome = {
  lineId: string
  sku: string | null
  supplier: string | null
  kind: BackorderKind
  /** By which rule, and with what confidence, the present promise was made. */
  rule: string
  confidence: number | null
  /** The date that was told first, and the one told last; days in the merchant's zone. */
  firstOn: Day
  lastOn: Day
  /** The day on which the last of the line left; null: some of it is still to be shipped. */
  shippedOn: Day | null
  /** The day on which the wait ended without a parcel: it was cancelled. */
  endedOn: Day | null
}

/**
 * The told promises of an order, line by line. It is the date told *first* that counts: who scores
 * only the last of five revisions never sees a slip. A date that no customer read is no promise.
 */
export function promiseOutcomes(order: OrderState, timeZone: string): PromiseOutcome[] {
  return order.lines.flatMap((line): PromiseOutcome[] => {
    const { backorder } = line
    if (!backorder) return []
    const told = order.said.flatMap((said) => ownValue(said.told.dates, line.id) ?? [])
    const [firstOn] = told
    const lastOn = told.at(-1)
    if (!firstOn || !lastOn) return []

    const { kind, supplier, promise, byQueue, queued } = backorder
    return [
      {
        lineId: line.id,
        sku: line.sku,
        supplier: supplier ?? ((byQueue && queued?.supplier) || null),
        kind,
        rule: promise?.basis.rule ?? 'default',
        confidence: promise?.basis.confidence ?? null,
        firstOn,
        lastOn,
        ...endOf(order, line, timeZone),
      },
    ]
  })
}

function endOf(order: OrderState, line: Line, timeZone: string) {
  if (openQuantity(line) > 0) return { shippedOn: null, endedOn: null }
  const left = shippedShipments(order)
    .filter(({ lines }) => lines.some(({ id }) => id === line.id))
    .flatMap(({ shippedAt }) => shippedAt ?? [])
    .sort()
    .at(-1)
  if (left) return { shippedOn: dayOf(left, timeZone), endedOn: null }
  const ended = order.cancellations.findLast(({ lines }) => lines.some(({ id }) => id === line.id))
  return { shippedOn: null, endedOn: ended ? dayOf(ended.at, timeZone) : null }
}

/** Days by which the parcel was before the date told first; negative where it came after it. */
export const daysEarly = ({ firstOn, shippedOn }: PromiseOutcome): number | null =>
  shippedOn === null ? null : daysBetween(shippedOn, firstOn)

/** Days by which the date moved from the first word to the last. */
export const slipDays = ({ firstOn, lastOn }: PromiseOutcome): number =>
  daysBetween(firstOn, lastOn)
