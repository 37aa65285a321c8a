import type { Context, MiddlewareHandler } from 'hono'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { constantTimeEqual, hashKey } from '../lib/crypto.ts'
import { authenticateMerchant } from '../operations/merchants.ts'
import type { Services } from '../operations/services.ts'
import type { HttpEnv } from './http-env.ts'

/** How long a key that was revoked in another process may still open: bought with a query a request. */
export const REMEMBER_MS = 2_000
const REMEMBERED_MAX = 10_000

export type MerchantDoor = {
  /** Lets only a merchant's key pass, and puts the merchant into the context. */
  require: MiddlewareHandler<HttpEnv>
  find(c: Context): Promise<Merchant>
  /** After a change of the merchant, so that this process sees it at once. */
  forget(merchantId: string): void
}

export function merchantDoor(services: Services): MerchantDoor {
  const known = new Map<string, { merchant: Merchant; until: number }>()
  // Where many ask at once, one of them looks.
  const asked = new Map<string, Promise<Merchant>>()

  async function find(c: Context): Promise<Merchant> {
    const key = bearerOf(c)
    const hash = hashKey(key)
    const now = services.clock.now().getTime()
    const found = known.get(hash)
    if (found && now < found.until) return found.merchant

    const looking = asked.get(hash) ?? look(key, hash)
    asked.set(hash, looking)
    return looking
  }

  async function look(key: string, hash: string): Promise<Merchant> {
    const now = services.clock.now().getTime()
    known.delete(hash)
    const merchant = await authenticateMerchant(services, key).finally(() => asked.delete(hash))
    if (known.size >= REMEMBERED_MAX) known.delete(known.keys().next().value ?? '')
    known.set(hash, { merchant, until: now + REMEMBER_MS })
    return merchant
  }

  return {
    find,
    require: async (c, next) => {
      c.set('merchant', await find(c))
      await next()
    },
    forget(merchantId) {
      asked.clear()
      for (const [hash, { merchant }] of known) if (merchant.id === merchantId) known.delete(hash)
    },
  }
}

/** Lets only the installation's own token pass. */
export function adminDoor(adminToken: string | null): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (!adminToken) {
      throw new DomainError('unauthorized', 'The admin API is off: TIDINGS_ADMIN_TOKEN is not set')
    }
    if (!isAdmin(c, adminToken)) throw new DomainError('unauthorized', 'The admin token is wrong')
    await next()
  }
}

/** Hashed first, so that not even the token's length can be measured. */
export function isAdmin(c: Context, adminToken: string | null): boolean {
  return adminToken !== null && constantTimeEqual(hashKey(bearerOf(c)), hashKey(adminToken))
}

const BEARER = /^Bearer +(\S+)$/i

function bearerOf(c: Context): string {
  const header = c.req.header('authorization')
  if (!header) throw new DomainError('unauthorized', 'An Authorization header is missing')
  const key = BEARER.exec(header)?.[1]
  if (!key) throw new DomainError('unauthorized', 'Send "Authorization: Bearer <key>"')
  return key
}
