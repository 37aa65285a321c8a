import type { Merchant } from '../../domain/merchant.ts'
import { merchantNow } from '../../domain/merchant-clock.ts'

/** A merchant as the API shows it, without its key and secret. */
export function shapeMerchant(merchant: Merchant, systemNow: Date) {
  const { sender, clock } = merchant
  return {
    id: merchant.id,
    slug: merchant.slug,
    name: merchant.name,
    mode: merchant.mode,
    time_zone: merchant.timeZone,
    country: merchant.country,
    locale: merchant.locale,
    sender: { email: sender.email, name: sender.name, sms_from: sender.smsFrom },
    notify_email: merchant.notifyEmail,
    brand: merchant.brand,
    policy: merchant.policy,
    clock: clock ? merchantNow(merchant, systemNow) : null,
    clock_mode: clock ? (clock.runningSince ? 'running' : 'manual') : null,
    publishable_key: merchant.publishableKey,
  }
}
