const NUMBER = '000000000000'
/** The last digits of the number again: a telephone number that is none would be none to text. */
const PHONE = 'phone..'
const RUN = 'run-run-'

/**
 * New orders as a shop's server would post them: three lines, one of them backordered. Every body
 * has the same length, and is made by putting a number in, so that making it costs the machine
 * next to nothing.
 */
export function orderPlacedMaker(run: string, now: Date): (order: number) => string {
  const template = JSON.stringify(orderPlaced(now)).replaceAll(RUN, run.padEnd(8, '-').slice(0, 8))
  return (order) => {
    const number = String(order).padStart(NUMBER.length, '0')
    return template.replaceAll(NUMBER, number).replace(PHONE, number.slice(-PHONE.length))
  }
}

function orderPlaced(now: Date) {
  const at = now.toISOString()
  const restockedOn = new Date(now.getTime() + 21 * 86_400_000).toISOString().slice(0, 10)
  return {
    id: `evt-${RUN}${NUMBER}`,
    type: 'order.placed',
    occurred_at: at,
    data: {
      order_id: `ord-${RUN}${NUMBER}`,
      order_number: `#${NUMBER}`,
      placed_at: at,
      currency: 'USD',
      payment_status: 'paid',
      customer: {
        name: `Margaret Ellison-${NUMBER}`,
        email: `margaret.${NUMBER}@example.com`,
        phone: `+1503${PHONE}`,
        locale: 'en-US',
        sms_consent: true,
      },
      shipping_address: {
        name: `Margaret Ellison-${NUMBER}`,
        line1: '1420 Juniper Street',
        line2: 'Apt 5B',
        city: 'Portland',
        region: 'OR',
        postal_code: '97205',
        country: 'US',
      },
      lines: [
        lineOf('1', 'Waxed canvas apron', 'APR-WAX-OLV', '64.00', 1),
        lineOf('2', 'Cast iron trivet', 'TRV-IRON-9', '28.50', 2),
        {
          ...lineOf('3', 'Carbon steel skillet, 26 cm', 'SKL-CS-26', '89.00', 1),
          backorder: {
            quantity: 1,
            kind: 'standard',
            expected_at: restockedOn,
            supplier: 'Forge & Sons',
          },
        },
      ],
    },
  }
}

const lineOf = (id: string, title: string, sku: string, amount: string, quantity: number) => ({
  id: `${NUMBER}-${id}`,
  title,
  sku,
  quantity,
  unit_price: { amount, currency: 'USD' },
  image_url: `https://cdn.shop.example/products/${sku.toLowerCase()}/main.jpg`,
  product_url: `https://shop.example/products/${sku.toLowerCase()}`,
})
