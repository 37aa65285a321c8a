import { findLink } from '../db/links.ts'
import { findMerchant } from '../db/merchants.ts'
import { findOrdersByTerm } from '../db/order-terms.ts'
import { findOrder, findSomeOrder, type OrderRecord } from '../db/orders.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import type { Instant } from '../domain/order.ts'
import { knownPostcode, plainPostcode } from '../domain/postcode.ts'
import { searchPrefixes } from '../domain/search.ts'
import { hashKey } from '../lib/crypto.ts'
import { merchantOf } from '../lib/id.ts'
import { asHeard } from './heard-order.ts'
import { loadTrackingUrl, withHash } from './read-orders.ts'
import type { Services } from './services.ts'

export type Tracked = OrderRecord & { merchant: Merchant; now: Instant }

/** What the bearer of a link may see. Unknown and revoked look alike: a link tells nothing more. */
export async function openLink(services: Services, token: string): Promise<Tracked> {
  const merchantId = merchantOf(token)
  const link = merchantId ? await findLink(services.read, merchantId, hashKey(token)) : null
  if (!merchantId || !link || link.purpose !== 'tracking')
    throw new DomainError('not_found', 'This link is not one of ours')
  if (link.isRevoked) throw new DomainError('not_found', 'This link was ended')

  const merchant = await findMerchant(services.read, merchantId)
  const record = merchant ? await findOrder(services.read, merchantId, link.orderId) : null
  if (!merchant || !record?.state.placed)
    throw new DomainError('not_found', 'The order is not known yet')
  const state = await asHeard(services.read, merchantId, record.state)
  return { ...record, state, merchant, now: merchantNow(merchant, services.clock.now()) }
}

/** Whose shop's a link is, whole or not, known or ended: its own name is in it. */
export async function findMerchantOfLink(
  services: Services,
  token: string,
): Promise<Merchant | null> {
  const merchantId = merchantOf(token)
  return merchantId === null ? null : findMerchant(services.read, merchantId)
}

/**
 * The link of the order with this number and this e-mail or postcode; null is both wrong and unknown,
 * and takes as long: a number that nobody has costs the same reads as one with a wrong proof, so that
 * the time does not tell which numbers there are.
 */
export async function lookUp(
  services: Services,
  merchant: Merchant,
  { number, proof }: { number: string; proof: string },
): Promise<string | null> {
  const typed = withHash(searchPrefixes(number).slice(0, 1))
  const terms = typed.map((term) => ({ kind: 'number' as const, term }))
  const orderIds = await findOrdersByTerm(services.read, merchant.id, terms)
  for (const orderId of orderIds.slice(0, CANDIDATES_MAX)) {
    const record = await findOrder(services.read, merchant.id, orderId)
    if (record && proves(record, proof)) return loadTrackingUrl(services, merchant, orderId)
  }
  if (orderIds.length === 0) {
    const other = await findSomeOrder(services.read, merchant.id)
    if (other) proves(other, proof)
  }
  return null
}

const CANDIDATES_MAX = 5

function proves({ contact }: OrderRecord, proof: string): boolean {
  const email = plain(proof)
  const postcode = plainPostcode(proof, contact.address?.country ?? null)
  return (
    (email !== '' && email === plain(contact.email)) ||
    (postcode !== '' && postcode === knownPostcode(contact))
  )
}

const plain = (text: string | null | undefined) => (text ?? '').toLowerCase().replaceAll(/\s/g, '')
