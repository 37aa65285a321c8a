/** Who orders and what there is: invented people, at addresses that take no mail (RFC 2606). */
export type Person = {
  name: string
  email: string
  phone?: string
  sms_consent?: boolean
  locale?: string
}
export type Place = { region: string; postal_code: string; city: string }

export const PEOPLE: Record<string, [Person, Place]> = {
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

export const GOODS = {
  tent: { title: 'Fell Tent 2', sku: 'TENT-2', unit_price: usd('289.00') },
  stove: { title: 'Ember Stove', sku: 'STOVE-1', unit_price: usd('74.50') },
  pack: { title: 'Larch Pack 40 L', sku: 'PACK-40', variant: 'Moss', unit_price: usd('148.00') },
  mug: { title: 'Enamel Mug', sku: 'MUG-1', unit_price: usd('14.00') },
  lamp: { title: 'Glow Lantern', sku: 'LAMP-3', unit_price: usd('39.90') },
  boots: { title: 'Ridge Boots', sku: 'BOOT-42', variant: '42', unit_price: usd('179.00') },
  quilt: { title: 'Down Quilt 0 °C', sku: 'QUILT-0', unit_price: usd('329.00') },
}
export type Good = keyof typeof GOODS
export type Backorder = { in_days: number | null; kind?: string; supplier?: string }

function usd(amount: string) {
  return { amount, currency: 'USD' }
}
