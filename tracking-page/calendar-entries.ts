import { createHash } from 'node:crypto'
import { addDays } from '../src/domain/calendar.ts'
import type { Day, Line, Shipment } from '../src/domain/order.ts'
import { type Card, cardsOf, type PackageCard } from '../src/render/page.ts'
import type { PageContext } from './context.ts'
import { packageCount } from './package-count.ts'

/** All-day, from `from` to the day before `until`, as RFC 5545 counts them. */
export type CalendarEntry = {
  uid: string
  sequence: number
  from: Day
  until: Day
  summary: string
}

/** A calendar of more entries has no reader; forty lines of one order are the most that is seen. */
const ENTRIES_MAX = 50

/**
 * The days of an order that lie ahead: a range for each package under way, a day for each line that
 * waits. The one place where dates come into the calendar, and the same as on the page's cards.
 */
export function calendarEntries(context: PageContext): CalendarEntry[] {
  const { order, merchant, now, zone, readerZone } = context
  const cards = cardsOf(order, { now, zone, readerZone, split: merchant.policy.split })
  const of = packageCount(cards)
  return cards.flatMap((card) => entriesOf(card, of, context)).slice(0, ENTRIES_MAX)
}

/** Whether there are any: the page asks at each view, and needs neither their ids nor their words. */
export const hasCalendarEntries = (cards: readonly Card[]): boolean =>
  cards.some((card) => {
    if (card.kind === 'package') return arrivalAhead(card) !== null
    return (card.kind === 'preparing' || card.kind === 'waiting') && card.shipsBy !== null
  })

const arrivalAhead = ({ arrival, phase }: PackageCard) =>
  arrival && !arrival.late && (phase === 'moving' || phase === 'delayed') ? arrival : null

function entriesOf(card: Card, of: number, context: PageContext): CalendarEntry[] {
  const { words, merchant } = context
  switch (card.kind) {
    case 'package': {
      const { shipment } = card
      const arrival = arrivalAhead(card)
      if (!arrival) return []
      const { from, to } = arrival
      const summary = words.calendar.package(words.package.name(card.number, of), merchant.name)
      const uid = uidOf(context, `package ${shipment.shipmentId}`)
      return [{ uid, sequence: movesOf(shipment), from, until: addDays(to, 1), summary }]
    }
    case 'preparing':
    case 'waiting': {
      const { shipsBy } = card
      if (!shipsBy) return []
      return card.items.map(({ line }) => ({
        uid: uidOf(context, `line ${line.id}`),
        sequence: datesOf(line),
        from: shipsBy,
        until: addDays(shipsBy, 1),
        summary: words.calendar.line(line.title, merchant.name),
      }))
    }
    case 'cancelled':
    case 'unshipped':
      return []
  }
}

/** The same for ever for a package or a line, so that a later file moves the entry it made. */
function uidOf({ merchant, order }: PageContext, what: string): string {
  const named = JSON.stringify([merchant.id, order.orderId, what])
  return `${createHash('sha256').update(named).digest('hex').slice(0, 32)}@tidings`
}

/** Rises with every date that is stated (RFC 5545, 3.8.7.4): calendars keep the greater one. */
const datesOf = ({ backorder }: Line) => Math.max(0, (backorder?.history.length ?? 0) - 1)

const movesOf = ({ checkpoints, expectedMoves = 0 }: Shipment) => checkpoints.length + expectedMoves
