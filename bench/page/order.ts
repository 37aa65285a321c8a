const HOUR_MS = 3_600_000
const GOODS = [
  ['l1', 'Trail Lantern', 1],
  ['l2', 'Camp Kettle', 2],
  ['l3', 'Widget Pro', 1],
] as const
const SCANS = ['Picked up', 'Departed facility', 'Arrived at facility']

/** An order of three packages, each with three scans: what the page's size is promised for. */
export function threePackages(now: Date) {
  const at = (hours: number) => new Date(now.getTime() - hours * HOUR_MS).toISOString()
  return [
    {
      id: 'evt_placed',
      type: 'order.placed',
      occurred_at: at(40),
      data: {
        order_id: 'ord_1',
        order_number: '#1001',
        placed_at: at(40),
        currency: 'USD',
        customer: { name: 'Ada Park', email: 'ada@example.test' },
        shipping_address: { country: 'US', region: 'KY', city: 'Louisville', postal_code: '40202' },
        lines: GOODS.map(([id, title, quantity]) => ({ id, title, quantity })),
      },
    },
    ...GOODS.flatMap(([id, , quantity], n) => [
      {
        id: `evt_ship_${n}`,
        type: 'shipment.created',
        occurred_at: at(30),
        data: {
          order_id: 'ord_1',
          shipment_id: `s${n}`,
          carrier: 'UPS',
          tracking_number: `1Z999AA1012345678${n}`,
          tracking_url: `https://carrier.example/track/1Z999AA1012345678${n}`,
          shipped_at: at(30),
          expected_delivery: at(-48).slice(0, 10),
          lines: [{ id, quantity }],
        },
      },
      ...SCANS.map((message, scan) => ({
        id: `evt_scan_${n}_${scan}`,
        type: 'shipment.updated',
        occurred_at: at(20 - scan),
        data: {
          order_id: 'ord_1',
          shipment_id: `s${n}`,
          status: 'in_transit',
          checkpoint: { at: at(20 - scan), message, city: 'Columbus', region: 'OH' },
        },
      })),
    ]),
  ]
}
