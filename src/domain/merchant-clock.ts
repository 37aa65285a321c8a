import type { Merchant } from './merchant.ts'
import type { Instant } from './order.ts'

/**
 * What time it is for a merchant: the system's for a live one; for a test merchant where its own
 * clock stands, or has run to since it was let go.
 */
export function merchantNow(merchant: Pick<Merchant, 'clock'>, systemNow: Date): Instant {
  const { clock } = merchant
  if (!clock) return systemNow.toISOString()
  if (!clock.runningSince) return clock.at

  const elapsed = systemNow.getTime() - Date.parse(clock.runningSince)
  return new Date(Date.parse(clock.at) + Math.max(0, elapsed)).toISOString()
}
