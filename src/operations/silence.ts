import { toStoredMessages } from '../db/messages.ts'
import type { OrderRecord } from '../db/orders.ts'
import type { MessageRow } from '../db/schema.ts'
import { explainSilence, type Silence } from '../domain/cadence/explain-silence.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import type { Services } from './services.ts'
import { cadenceContext } from './settle-order.ts'

/** Why the customer of an order has heard nothing since their last word, and what comes next. */
export function silenceOf(
  services: Services,
  merchant: Merchant,
  { state, contact }: Pick<OrderRecord, 'state' | 'contact'>,
  rows: readonly MessageRow[],
): Silence {
  const now = merchantNow(merchant, services.clock.now())
  const stands = merchant.clock !== null && merchant.clock?.runningSince == null
  return explainSilence(state, toStoredMessages(rows), cadenceContext(merchant, contact, now), {
    contact,
    clockStandsAt: merchant.clock && stands ? merchant.clock.at : null,
  })
}
