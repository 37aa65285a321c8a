/** `at`: hours since the shop opened; `act` beside events: what a shopper does on the page. */
export type DemoStep = { at: number } & (
  | { type: string; data: Record<string, unknown> }
  | { act: 'cancel'; order_id: string; form: Record<string, string> }
)

export const DEMO_HOURS = 21 * 24
const DAY = 24

type Person = {
  name: string
  email: string
  phone?: string
  sms_consent?: boolean
  locale?: string
}
type Place = { region: string; postal_code: string; city: string }

const PEOPLE: Record<string, [Person, Place]> = {
  ada: [
    {
      name: 'Ada Park',
      email: 'ada.park@example.com',
      phone: '+1 212 555 0123',
      sms_consent: true,
    },
    { region: 'NY', postal_code: '10012', city: 'New York' },
  ],
  ben: [
    { name: 'Ben Okafor', email: 'ben.okafor@example.com' },
    { region: 'IL', postal_code: '60614', city: 'Chicago' },
  ],
  cleo: [
    {
      name: 'Cleo Marchetti',
      email: 'cleo@example.com',
      phone: '+1 415 555 0144',
      sms_consent: true,
    },
    { region: 'CA', postal_code: '94110', city: 'San Francisco' },
  ],
  dev: [
    { name: 'Dev Raman', email: 'dev.raman@example.com' },
    { region: 'CO', postal_code: '80205', city: 'Denver' },
  ],
  elin: [
    { name: 'Elin Sjöberg', email: 'elin.sjoberg@example.com' },
    { region: 'MN', postal_code: '55406', city: 'Minneapolis' },
  ],
  finn: [
    { name: 'Finn O’Hara', email: 'finn.ohara@example.com' },
    { region: 'MA', postal_code: '02139', city: 'Cambridge' },
  ],
}

const GOODS = {
  tent: { title: 'Fell Tent 2', sku: 'TENT-2', unit_price: usd('289.00') },
  stove: { title: 'Ember Stove', sku: 'STOVE-1', unit_price: usd('74.50') },
  pack: { title: 'Larch Pack 40 L', sku: 'PACK-40', variant: 'Moss', unit_price: usd('148.00') },
  mug: { title: 'Enamel Mug', sku: 'MUG-1', unit_price: usd('14.00') },
  lamp: { title: 'Glow Lantern', sku: 'LAMP-3', unit_price: usd('39.90') },
  boots: { title: 'Ridge Boots', sku: 'BOOT-42', variant: '42', unit_price: usd('179.00') },
  quilt: { title: 'Down Quilt 0 °C', sku: 'QUILT-0', unit_price: usd('329.00') },
}
type Good = keyof typeof GOODS
type Backorder = { in_days: number | null; kind?: string; supplier?: string }

const orders = demoOrders()

/** A dozen orders and what became of them, as a merchant's system would tell it. */
export const demoSteps = (openedAt: number): DemoStep[] =>
  orders.flatMap((tell) => tell(openedAt)).sort((a, b) => a.at - b.at)

function demoOrders(): ((openedAt: number) => DemoStep[])[] {
  return [
    // Backordered with a date, still inside its promise.
    (t) => [
      placed(t, 'ada', '1001', 17 * DAY, [
        { good: 'tent', backorder: { in_days: 12, supplier: 'Alder Works' } },
        { good: 'mug', quantity: 2 },
      ]),
    ],
    // Backordered without a date.
    (t) => [placed(t, 'ben', '1002', 15 * DAY, [{ good: 'quilt', backorder: { in_days: null } }])],
    // Slipped twice.
    (t) => [
      placed(t, 'cleo', '1003', 5 * DAY, [
        { good: 'boots', backorder: { in_days: 7, supplier: 'Tarn Footwear' } },
      ]),
      moved(t, '1003', 9 * DAY, { '1': 16 }, 'The tannery is late with the leather'),
      moved(t, '1003', 17 * DAY, { '1': 34 }, 'The ship was delayed in port'),
    ],
    // Two packages: one on its way, one still waiting.
    (t) => [
      placed(t, 'dev', '1004', 12 * DAY, [
        { good: 'pack' },
        { good: 'stove', backorder: { in_days: 14 } },
      ]),
      shipped(
        t,
        '1004',
        14 * DAY,
        'ff-1004-a',
        { '1': 1 },
        { carrier: 'UPS', number: '1Z999AA10123456784', arrives: 23 },
      ),
      scanned(t, '1004', 16 * DAY, 'ff-1004-a', 'in_transit', 'Departed from facility', 'Omaha'),
    ],
    // Out for delivery.
    (t) => [
      placed(t, 'elin', '1005', 16 * DAY, [{ good: 'lamp', quantity: 2 }]),
      shipped(
        t,
        '1005',
        18 * DAY,
        'ff-1005-a',
        { '1': 2 },
        { carrier: 'USPS', number: '9400111899223197428490', arrives: 21 },
      ),
      scanned(
        t,
        '1005',
        19 * DAY,
        'ff-1005-a',
        'in_transit',
        'Arrived at regional facility',
        'Minneapolis',
      ),
      scanned(
        t,
        '1005',
        DEMO_HOURS - 5,
        'ff-1005-a',
        'out_for_delivery',
        'Out for delivery',
        'Minneapolis',
      ),
    ],
    // Waited, came, delivered.
    (t) => [
      placed(t, 'finn', '1006', 1 * DAY, [{ good: 'stove', backorder: { in_days: 6 } }]),
      allocated(t, '1006', 6 * DAY, { '1': 1 }),
      shipped(
        t,
        '1006',
        7 * DAY,
        'ff-1006-a',
        { '1': 1 },
        { carrier: 'FedEx', number: '449044304137821', arrives: 10 },
      ),
      scanned(t, '1006', 8 * DAY, 'ff-1006-a', 'in_transit', 'In transit', 'Newark'),
      scanned(t, '1006', 10 * DAY, 'ff-1006-a', 'delivered', 'Left at front door', 'Cambridge'),
    ],
    // Cancelled by the shopper, from the page.
    (t) => [
      placed(t, 'ben', '1007', 8 * DAY, [{ good: 'tent', backorder: { in_days: 20 } }]),
      {
        at: 11 * DAY,
        act: 'cancel',
        order_id: 'ff-1007',
        form: { scope: 'all', reason: 'Found one nearby' },
      },
    ],
    // Stock is in and being prepared.
    (t) => [
      placed(t, 'elin', '1008', 9 * DAY, [{ good: 'pack', backorder: { in_days: 9 } }]),
      allocated(t, '1008', DEMO_HOURS - 20, { '1': 1 }),
    ],
    // A preorder.
    (t) => [
      placed(t, 'cleo', '1009', 10 * DAY, [
        { good: 'quilt', backorder: { in_days: 45, kind: 'preorder' } },
      ]),
    ],
    // In stock, placed today.
    (t) => [
      placed(t, 'finn', '1010', DEMO_HOURS - 3, [{ good: 'mug', quantity: 4 }, { good: 'lamp' }]),
    ],
    // Two packages, one delivered and one held up.
    (t) => [
      placed(t, 'ada', '1011', 13 * DAY, [{ good: 'boots' }, { good: 'stove' }]),
      shipped(
        t,
        '1011',
        14 * DAY,
        'ff-1011-a',
        { '1': 1 },
        { carrier: 'UPS', number: '1Z999AA10123456801', arrives: 17 },
      ),
      shipped(
        t,
        '1011',
        15 * DAY,
        'ff-1011-b',
        { '2': 1 },
        { carrier: 'UPS', number: '1Z999AA10123456812', arrives: 19 },
      ),
      scanned(t, '1011', 17 * DAY, 'ff-1011-a', 'delivered', 'Handed to resident', 'New York'),
      scanned(
        t,
        '1011',
        19 * DAY,
        'ff-1011-b',
        'exception',
        'Address information needed',
        'New York',
      ),
    ],
    // Asked to cancel after the stock was allocated: the merchant has to answer.
    (t) => [
      placed(t, 'dev', '1012', 11 * DAY, [
        { good: 'lamp', quantity: 1, backorder: { in_days: 7 } },
      ]),
      allocated(t, '1012', DEMO_HOURS - 30, { '1': 1 }),
      { at: DEMO_HOURS - 10, act: 'cancel', order_id: 'ff-1012', form: { scope: 'all' } },
    ],
    // Something does not fit together: a date for a line that is on no backorder.
    (t) => [
      placed(t, 'ben', '1013', 19 * DAY, [{ good: 'mug' }]),
      moved(t, '1013', 20 * DAY, { '1': 30 }, 'Sent for the wrong order'),
    ],
  ]
}

type Item = { good: Good; quantity?: number; backorder?: Backorder }

function placed(
  t: number,
  who: keyof typeof PEOPLE,
  number: string,
  at: number,
  items: Item[],
): DemoStep {
  const [customer, place] = PEOPLE[who] as [Person, Place]
  const data = {
    order_id: `ff-${number}`,
    order_number: number,
    placed_at: instant(t, at),
    currency: 'USD',
    customer,
    shipping_address: { country: 'US', name: customer.name, ...place },
    lines: items.map(({ good, quantity = 1, backorder }, index) => ({
      id: String(index + 1),
      ...GOODS[good],
      quantity,
      ...(backorder ? { backorder: backorderOf(t, at, quantity, backorder) } : {}),
    })),
  }
  return { at, type: 'order.placed', data }
}

function backorderOf(
  t: number,
  at: number,
  quantity: number,
  { in_days, kind = 'standard', supplier }: Backorder,
) {
  const expected_at = in_days === null ? null : day(t, at + in_days * DAY)
  return { quantity, kind, expected_at, ...(supplier ? { supplier } : {}) }
}

function moved(
  t: number,
  number: string,
  at: number,
  lines: Record<string, number>,
  reason: string,
): DemoStep {
  const dated = Object.entries(lines).map(([id, days]) => ({ id, expected_at: day(t, days * DAY) }))
  return {
    at,
    type: 'backorder.eta_changed',
    data: { order_id: `ff-${number}`, lines: dated, reason },
  }
}

function allocated(
  _t: number,
  number: string,
  at: number,
  lines: Record<string, number>,
): DemoStep {
  return {
    at,
    type: 'backorder.allocated',
    data: { order_id: `ff-${number}`, lines: quantities(lines) },
  }
}

function shipped(
  t: number,
  number: string,
  at: number,
  shipmentId: string,
  lines: Record<string, number>,
  {
    carrier,
    number: tracking,
    arrives,
  }: { carrier: keyof typeof TRACKING_URLS; number: string; arrives: number },
): DemoStep {
  const data = {
    order_id: `ff-${number}`,
    shipment_id: shipmentId,
    carrier,
    tracking_number: tracking,
    tracking_url: `${TRACKING_URLS[carrier]}${tracking}`,
    shipped_at: instant(t, at),
    expected_delivery: day(t, arrives * DAY),
    lines: quantities(lines),
  }
  return { at, type: 'shipment.created', data }
}

function scanned(
  t: number,
  number: string,
  at: number,
  shipmentId: string,
  status: string,
  message: string,
  city: string,
): DemoStep {
  const checkpoint = { at: instant(t, at), message, city, country: 'US' }
  return {
    at,
    type: 'shipment.updated',
    data: { order_id: `ff-${number}`, shipment_id: shipmentId, status, checkpoint },
  }
}

const TRACKING_URLS = {
  UPS: 'https://www.ups.com/track?tracknum=',
  USPS: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=',
  FedEx: 'https://www.fedex.com/fedextrack/?trknbr=',
}

const quantities = (lines: Record<string, number>) =>
  Object.entries(lines).map(([id, quantity]) => ({ id, quantity }))
const instant = (openedAt: number, hours: number) =>
  new Date(openedAt + hours * 3_600_000).toISOString()
const day = (openedAt: number, hours: number) => instant(openedAt, hours).slice(0, 10)

function usd(amount: string) {
  return { amount, currency: 'USD' }
}
