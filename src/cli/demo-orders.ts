import { allocated, type DemoStep, moved, placed, scanned, shipped } from './demo-tell.ts'

export const DEMO_HOURS = 21 * 24
const DAY = 24

/** A dozen orders and what became of them, as a merchant's system would tell it. */
export const demoSteps = (openedAt: number): DemoStep[] =>
  ORDERS.flatMap((tell) => tell(openedAt)).sort((a, b) => a.at - b.at)

const ORDERS: readonly ((openedAt: number) => DemoStep[])[] = [
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
    placed(t, 'dev', '1012', 11 * DAY, [{ good: 'lamp', quantity: 1, backorder: { in_days: 7 } }]),
    allocated(t, '1012', DEMO_HOURS - 30, { '1': 1 }),
    { at: DEMO_HOURS - 10, act: 'cancel', order_id: 'ff-1012', form: { scope: 'all' } },
  ],
  // Something does not fit together: a date for a line that is on no backorder.
  (t) => [
    placed(t, 'ben', '1013', 19 * DAY, [{ good: 'mug' }]),
    moved(t, '1013', 20 * DAY, { '1': 30 }, 'Sent for the wrong order'),
  ],
]
