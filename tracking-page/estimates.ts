import {
  type DeliveryRange,
  deliveryView,
  packageRange,
  promisedRange,
} from '../src/domain/delivery-range.ts'
import type { Day, Shipment } from '../src/domain/order.ts'
import { formatEstimate } from '../src/render/estimate.ts'
import { isSoon, soonRange } from '../src/render/soon.ts'
import { joinWeekdays, type PageContext, unbroken } from './context.ts'

/** When a package comes by the days in transit; null where the carrier has named a day itself. */
export function estimatedArrival(shipment: Shipment, context: PageContext): string | null {
  const view = viewOf(context)
  const range = shipment.expectedDelivery ? null : packageRange(shipment, view)
  return range && sayRange(range, view.readerToday, context)
}

/** When what ships by a day comes; null without a day, and where nobody knows where it goes. */
export function estimatedDelivery(shipsBy: Day | null, context: PageContext): string | null {
  const view = viewOf(context)
  const range = promisedRange(shipsBy, view)
  return range && sayRange(range, view.today, context)
}

/** In the week ahead as of a carrier's own day: "today – Thu", for a weekday of today is misread. */
function sayRange({ earliest, latest }: DeliveryRange, today: Day, { locale }: PageContext) {
  const range = { from: earliest, to: latest }
  return isSoon(range, today)
    ? unbroken(soonRange(range, locale, 'short', today))
    : unbrokenDays(formatEstimate({ earliest, latest }, locale, today))
}

const viewOf = ({ merchant, contact, now }: PageContext) => deliveryView(merchant, contact, now)

/** "March 24 – 27" is read at one glance: a line may end after the weekdays, and not in it. */
const unbrokenDays = (text: string) =>
  joinWeekdays(text)
    .replace(/\s(?=\d)|(?<=\d\.?)\s/g, '\u00a0')
    .replace(/–(?=\s?\d)/g, '–\u2060')
