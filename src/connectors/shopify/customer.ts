import { type Body, record, text } from './read.ts'

const EMAIL = /^[^\s@]+@[^\s@]+$/

/** Who the order is for. What is missing or unusable is left out, so that it never erases what is known. */
export function readCustomer(order: Body) {
  const customer = record(order.customer)
  const shipping = record(order.shipping_address)
  const billing = record(order.billing_address)
  const sms_consent = readSmsConsent(customer)
  // Who agreed did so for a number, which is not always the one that an order came with.
  const agreed = sms_consent ? customer.phone : undefined
  const phones = [agreed, order.phone, customer.phone, shipping.phone, billing.phone]
  return {
    name: fullName(customer) ?? text(shipping.name) ?? text(billing.name),
    email: firstEmail([order.email, order.contact_email, customer.email]),
    phone: phones.map(text).find(Boolean),
    locale: text(order.customer_locale),
    sms_consent,
  }
}

export function readAddress(address: Body) {
  if (Object.keys(address).length === 0) return undefined
  return {
    country: text(address.country_code),
    region: text(address.province_code) ?? text(address.province),
    postal_code: text(address.zip),
    city: text(address.city),
    name: text(address.name),
    line1: text(address.address1),
    line2: text(address.address2),
  }
}

/**
 * Shopify records consent to marketing texts only. Who agreed to those agreed to hear of an order,
 * and who withdrew it said no to texts; every other state (`not_subscribed`, `pending`) says
 * nothing of order notices, and must not undo a consent that was given elsewhere.
 */
function readSmsConsent(customer: Body): boolean | undefined {
  const state = record(customer.sms_marketing_consent).state
  if (state === 'subscribed') return true
  return state === 'unsubscribed' || state === 'redacted' ? false : undefined
}

const fullName = ({ first_name, last_name }: Body) =>
  text([text(first_name), text(last_name)].filter(Boolean).join(' '))

const firstEmail = (candidates: unknown[]) =>
  candidates.map(text).find((one) => one !== undefined && one.length <= 254 && EMAIL.test(one))
