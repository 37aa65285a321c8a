/** The person behind an order: the one place of personal data beside stored events and bytes. */
export type Contact = {
  name: string | null
  email: string | null
  phone: string | null
  locale: string | null
  timeZone: string | null
  smsConsent: boolean
  /** Said STOP: no consent that a shop tells us of lifts that, only their own START. */
  textsStopped?: boolean
  address: Address | null
}

export type Address = {
  name: string | null
  line1: string | null
  line2: string | null
  city: string | null
  region: string | null
  postalCode: string | null
  country: string | null
}

export const noContact = (): Contact => ({
  name: null,
  email: null,
  phone: null,
  locale: null,
  timeZone: null,
  smsConsent: false,
  address: null,
})
