import { findMadeAt, findMerchantBySlug, insertApiKey } from '../db/merchants.ts'
import type { Merchant } from '../domain/merchant.ts'
import { hashKey, sign } from '../lib/crypto.ts'
import type { Services } from './services.ts'

export const DEMO_SLUG = 'demo'

/**
 * The demo shop's key and password come from the installation's own secret: they can be printed at
 * every start and are written down nowhere.
 */
export function demoAccess({ secrets }: Pick<Services, 'secrets'>) {
  return {
    email: 'support@demo.example',
    password: sign('password', secrets, 'demo').slice(0, 16),
    keyChance: sign('api key', secrets, 'demo'),
  }
}

export const findDemo = ({ read }: Services): Promise<Merchant | null> =>
  findMerchantBySlug(read, DEMO_SLUG)

/** The system's time when the demo shop was made: the same at every start that goes on with it. */
export async function demoMadeAt({ read }: Services, { id }: Merchant): Promise<number> {
  return Date.parse((await findMadeAt(read, id)) ?? '')
}

/** A key for the demo shop that can be said again at the next start. */
export async function makeDemoKey(services: Services, merchant: Merchant): Promise<string> {
  const key = `key_${merchant.id.slice('mer_'.length)}_${demoAccess(services).keyChance}`
  const createdAt = services.clock.now().toISOString()
  await services.writer.write((db) => insertApiKey(db, merchant.id, hashKey(key), createdAt))
  return key
}
