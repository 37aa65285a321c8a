import type { EvidencePack } from '../../domain/evidence.ts'
import { type Sheet, SOFT } from './sheet.ts'
import { countOf, momentIn, sayMoney } from './words.ts'

/** What a clerk reads first, and may be all: whose order, what it says to each claim, how sure. */
export function writeTitlePage(sheet: Sheet, pack: EvidencePack, title: string) {
  const { merchant, order, integrity } = pack
  const moment = momentIn(merchant.time_zone)
  sheet.write(merchant.name, { size: 11, color: SOFT })
  sheet.write(title, { size: 22, weight: 'bold', gap: 10 })
  if (merchant.mode === 'test')
    sheet.write('A test shop: nothing of this was sent to anybody.', { weight: 'bold', gap: 8 })
  sheet.facts([
    ['Placed', moment(order.placed_at) || 'not known'],
    ['Customer', order.customer.erased ? 'erased at their request' : order.customer.name],
    ['Goods', sayMoney(order.goods_total)],
    ['Status', order.status.replaceAll('_', ' ')],
    ['Made', `${moment(pack.generated_at)}, from the record as it stood then`],
    ['Times', `in ${merchant.time_zone}; the JSON of this pack has them in UTC`],
    ['SHA-256', integrity.sha256],
  ])
  for (const { title: claim, text } of pack.summary) {
    sheet.small(claim)
    sheet.write(text, { gap: 6 })
  }
  sheet.small('What is in it')
  for (const section of contents(pack)) sheet.write(section, { gap: 0 })
  sheet.y += 4
  sheet.small('What it cannot show')
  for (const note of pack.not_recorded) sheet.write(`– ${note}`, { gap: 1, color: SOFT })
  for (const note of leftOff(pack)) sheet.write(`– ${note}`, { gap: 1, color: SOFT })
  sheet.write(
    '– Letters that the fonts of this document do not have, Chinese, Japanese and Korean among them, are drawn as □; the JSON has them as they were.',
    { gap: 1, color: SOFT },
  )
  sheet.turn()
}

const contents = ({ messages, shipments, promises, events, page_views: views }: EvidencePack) => [
  '1  Order and customer',
  `2  Shipments and delivery (${countOf(shipments.length, 'parcel')})`,
  `3  Dates that were promised (${countOf(promises.length, 'line')})`,
  '4  Cancellations and refunds',
  `5  Messages as sent (${messages.length}, those that never went too)`,
  '6  Delays put before the customer',
  '7  Questions and answers',
  `8  What the customer did, and agreed to hear (${countOf(views.length, 'page view')})`,
  `9  Record and integrity (${countOf(events.length, 'event')})`,
]

function leftOff({ left_off: { messages, events } }: EvidencePack): string[] {
  const notes: string[] = []
  if (messages > 0) notes.push(`${countOf(messages, 'later message')} beyond the limit of a pack.`)
  if (events > 0) notes.push(`${countOf(events, 'later event')} beyond the limit of a pack.`)
  return notes
}
