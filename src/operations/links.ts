import { insertLink, listLinks } from '../db/links.ts'
import type { Db } from '../db/open.ts'
import type { Instant } from '../domain/order.ts'
import { hashKey, seal, unseal } from '../lib/crypto.ts'
import { newSecret } from '../lib/id.ts'
import type { Services } from './services.ts'

/** 128 bits cannot be guessed, and each character counts in a text message. */
const TOKEN_BYTES = 16

/** Makes the shopper's key to an order: chance, so it outlives every secret; sealed in a backup. */
export async function makeLink(
  services: Services,
  db: Db,
  merchantId: string,
  orderId: string,
  now: Instant,
): Promise<string> {
  const token = newSecret('trk', merchantId, TOKEN_BYTES)
  await insertLink(db, merchantId, {
    tokenHash: hashKey(token),
    orderId,
    purpose: 'tracking',
    sealed: seal(token, services.secrets),
    createdAt: now,
  })
  return token
}

/** The order's token; null where it was revoked, or was sealed under a secret that is gone. */
export async function findToken(
  services: Services,
  db: Db,
  merchantId: string,
  orderId: string,
): Promise<string | null> {
  for (const { sealed } of await listLinks(db, merchantId, orderId, 'tracking')) {
    try {
      return unseal(sealed, services.secrets)
    } catch {
      // Sealed under a secret that was taken away: it still opens the page, but cannot be written again.
    }
  }
  return null
}

export const trackingUrl = ({ baseUrl }: Services, token: string) => `${baseUrl}/t/${token}`
