import { insertLink, listLinks } from '../db/links.ts'
import type { Db } from '../db/open.ts'
import type { Instant } from '../domain/order.ts'
import { hashKey, seal, unseal } from '../lib/crypto.ts'
import { newSecret } from '../lib/id.ts'
import type { Services } from './services.ts'

/** 128 bits cannot be guessed, and each character counts in a text message. */
const TOKEN_BYTES = 16

/** What a link opens: the order's page, or the end of what is not strictly about it. */
type Purpose = 'tracking' | 'unsubscribe'
const PREFIX: Record<Purpose, string> = { tracking: 'trk', unsubscribe: 'uns' }

/** Makes the shopper's key to an order: chance, so it outlives every secret; sealed in a backup. */
export async function makeLink(
  services: Services,
  db: Db,
  merchantId: string,
  orderId: string,
  now: Instant,
  purpose: Purpose = 'tracking',
): Promise<string> {
  const token = newSecret(PREFIX[purpose], merchantId, TOKEN_BYTES)
  await insertLink(db, merchantId, {
    tokenHash: hashKey(token),
    orderId,
    purpose,
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
  purpose: Purpose = 'tracking',
): Promise<string | null> {
  for (const { sealed } of await listLinks(db, merchantId, orderId, purpose)) {
    try {
      return unseal(sealed, services.secrets)
    } catch {
      // Sealed under a secret that was taken away: it still opens the page, but cannot be written again.
    }
  }
  return null
}

export const trackingUrl = (origin: string, token: string) => `${origin}/t/${token}`

/** Where mails that are not strictly about an order are ended. */
export async function unsubscribeUrl(
  services: Services,
  db: Db,
  {
    merchantId,
    orderId,
    origin,
    now,
  }: { merchantId: string; orderId: string; origin: string; now: Instant },
): Promise<string> {
  const token =
    (await findToken(services, db, merchantId, orderId, 'unsubscribe')) ??
    (await makeLink(services, db, merchantId, orderId, now, 'unsubscribe'))
  return `${origin}/u/${token}`
}

/** The headers by which a mailbox unsubscribes at one click (RFC 8058, RFC 2369). */
export const unsubscribeHeaders = (url: string) => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})
