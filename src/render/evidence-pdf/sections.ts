import type { EvidencePack } from '../../domain/evidence.ts'
import { type Pause, type Sheet, SOFT } from './sheet.ts'
import { writeTable } from './table.ts'
import { inWords, momentIn, sayLines, sayMoney } from './words.ts'

type Pack = EvidencePack

export async function writeOrder(sheet: Sheet, pack: Pack, pause: Pause) {
  const { merchant, order } = pack
  const moment = momentIn(merchant.time_zone)
  const { customer, shipping_address: address } = order
  sheet.heading('1 Order and customer')
  sheet.facts([
    ['Merchant', `${merchant.name} (${merchant.country}), ${merchant.sender_email}`],
    ['Order', order.number],
    ['Order id', order.id],
    ['Placed', moment(order.placed_at)],
    ['Payment', inWords(order.payment_status)],
    ['Paid', moment(order.paid_at)],
    [
      'Customer',
      customer.erased ? 'Erased at their request; times and hashes stay.' : customer.name,
    ],
    ['E-mail', customer.email],
    ['Phone', customer.phone],
    ['Ship to', address && sayAddress(address)],
    ...order.anomalies.map((text) => ['Does not fit', text] as const),
  ])
  await writeTable(
    sheet,
    [
      { title: 'Item', width: 0.4 },
      { title: 'SKU', width: 0.16 },
      { title: 'Ordered', width: 0.1 },
      { title: 'Shipped', width: 0.1 },
      { title: 'Cancelled', width: 0.1 },
      { title: 'Amount', width: 0.14 },
    ],
    order.lines.map((line) => [
      line.variant ? `${line.title}, ${line.variant}` : line.title,
      line.sku ?? '',
      String(line.quantity),
      String(line.shipped),
      String(line.cancelled),
      sayMoney(line.amount),
    ]),
    pause,
  )
}

const sayAddress = (address: NonNullable<Pack['order']['shipping_address']>) =>
  [
    address.name,
    address.line1,
    address.line2,
    [address.postal_code, address.city].filter(Boolean).join(' '),
    address.region,
    address.country,
  ]
    .filter(Boolean)
    .join(', ')

export async function writeShipments(sheet: Sheet, pack: Pack, pause: Pause) {
  const moment = momentIn(pack.merchant.time_zone)
  sheet.heading('2 Shipments and delivery')
  if (pack.shipments.length === 0) sheet.write('No shipment is recorded.')
  for (const parcel of pack.shipments) {
    const carrier = [parcel.carrier, parcel.service].filter(Boolean).join(' ')
    sheet.small(`Parcel ${parcel.shipment_id}${parcel.voided ? ' (voided)' : ''}`)
    sheet.facts([
      ['Carrier', carrier || 'not named'],
      ['Tracking number', parcel.tracking_number],
      ['Tracking page', parcel.tracking_url],
      ['Contents', sayLines(pack, parcel.lines)],
      ['Shipped', moment(parcel.shipped_at) || 'not yet'],
      ['Status', `${inWords(parcel.status)}, ${moment(parcel.status_at)}`],
      ['Delivered', moment(parcel.delivered_at)],
      ['Expected', parcel.expected_delivery],
    ])
    if (parcel.checkpoints.length === 0) continue
    await writeTable(
      sheet,
      [
        { title: 'When', width: 0.18 },
        { title: 'Status', width: 0.17 },
        { title: "The carrier's words", width: 0.4 },
        { title: 'Where', width: 0.25 },
      ],
      parcel.checkpoints.map(({ at, status, message, city, region, country }) => [
        moment(at),
        inWords(status),
        message,
        [city, region, country].filter(Boolean).join(', '),
      ]),
      pause,
    )
  }
}

export async function writePromises(sheet: Sheet, pack: Pack, pause: Pause) {
  const moment = momentIn(pack.merchant.time_zone)
  const numbers = new Map(pack.messages.map(({ id, number }) => [id, number]))
  sheet.heading('3 Dates that were promised')
  if (pack.promises.length === 0) sheet.write('No line of the order waited for stock.')
  for (const one of pack.promises) {
    sheet.small(`${one.quantity} × ${one.title}`)
    sheet.facts([
      ['Shown before payment', one.shown_before_payment],
      ['First told', one.first_told_on],
      ['Last told', one.last_told_on],
      ['Shipped', one.shipped_on],
      ['Outcome', inWords(one.outcome)],
    ])
    if (one.told.length > 0)
      await writeTable(
        sheet,
        [
          { title: 'Told', width: 0.18 },
          { title: 'Date', width: 0.16 },
          { title: 'Message', width: 0.22 },
          { title: 'Why it was sent', width: 0.44 },
        ],
        one.told.map(({ at, date, of, message_id: id, kind, channel, why }) => [
          moment(at),
          `${date ?? 'when restocked'}${of === 'allocated' ? ' (of what has come)' : ''}`,
          `${numbers.get(id) ?? '–'}: ${inWords(kind)}, ${channel}`,
          why ?? '',
        ]),
        pause,
      )
    await writeTable(
      sheet,
      [
        { title: 'Known since', width: 0.18 },
        { title: 'Date that held', width: 0.16 },
        { title: 'Cause', width: 0.66 },
      ],
      one.history.map(({ heard_at: at, ships_by: date, reason, cause, event_id: id }) => [
        moment(at),
        date ?? 'none',
        [cause, reason, `event ${id}`].filter(Boolean).join('; '),
      ]),
      pause,
    )
  }
}

export async function writeEnd(sheet: Sheet, pack: Pack, pause: Pause) {
  const moment = momentIn(pack.merchant.time_zone)
  const { sha256 } = pack.integrity
  sheet.heading('9 Record and integrity')
  sheet.write(
    'Every event below was recorded as it came and is never changed, but for the erasure of a person. The hash is of the JSON of this pack in its canonical form (RFC 8785), without the fields generated_at and integrity: whoever holds the JSON can work it out again. The hash of a message is of the bytes that its provider was handed.',
    { gap: 6 },
  )
  sheet.facts([['SHA-256 of the pack', sha256]])
  if (sheet.hasBoxes())
    sheet.write('Some letters of this document are drawn as □: see the first page.', {
      color: SOFT,
    })
  await writeTable(
    sheet,
    [
      { title: 'Happened', width: 0.155 },
      { title: 'Recorded', width: 0.155 },
      { title: 'Event', width: 0.25 },
      { title: 'Id', width: 0.44 },
    ],
    pack.events.map(({ occurred_at: at, received_at: heard, type, source, id }) => [
      moment(at),
      moment(heard),
      `${type} (${source})`,
      id,
    ]),
    pause,
  )
}
