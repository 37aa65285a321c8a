import {
  findMerchant,
  findMerchantByKey,
  findMerchantBySlug,
  findSlugsLike,
  insertMerchant,
} from '../db/merchants.ts'
import { insertPolicyVersion } from '../db/policies.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import type { MerchantInput } from '../domain/merchant-input.ts'
import { RESERVED_SLUGS } from '../domain/reserved-slugs.ts'
import { hashKey, randomToken, seal } from '../lib/crypto.ts'
import { merchantOf, newSecret } from '../lib/id.ts'
import { withDrawnLogo } from './keep-logo.ts'
import type { Services } from './services.ts'

export type CreatedMerchant = { merchant: Merchant; apiKey: string; signingSecret: string }

/** A new merchant with its key and secret, which are shown this once and kept hashed and sealed. */
export async function createMerchant(
  services: Services,
  input: MerchantInput,
): Promise<CreatedMerchant> {
  const systemNow = services.clock.now()
  const id = services.newId('mer')
  const apiKey = newSecret('key', id)
  const signingSecret = `whsec_${Buffer.from(randomToken(32), 'base64url').toString('base64')}`
  const keys = {
    signingSecretSealed: seal(signingSecret, services.secrets),
    apiKeyHash: hashKey(apiKey),
    createdAt: systemNow.toISOString(),
  }
  const pictured = { stored: null, pointer: '/brand/logo' }
  const brand = await withDrawnLogo(services, input.brand, pictured)
  const merchant = await services.writer.write(async (db) => {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const created = {
        ...newMerchant({ ...input, brand }, id, systemNow),
        slug: await freeSlug(db, input),
      }
      if (await insertMerchant(db, { ...created, ...keys })) {
        // On its own clock, like every version after it.
        const at = created.clock?.at ?? keys.createdAt
        await insertPolicyVersion(db, id, { at, actor: 'admin', policy: created.policy })
        return created
      }
    }
    throw new DomainError('conflict', 'The slug is wished for by too many at once')
  })
  return { merchant, apiKey, signingSecret }
}

/** A slug that was free when it was looked for may be another's when it is taken. */
const ROUNDS_MAX = 50

/** The merchant of a bearer key, or `unauthorized`; the key carries its merchant, so one row is read. */
export async function authenticateMerchant(services: Services, apiKey: string): Promise<Merchant> {
  const merchantId = merchantOf(apiKey)
  const merchant = merchantId
    ? await findMerchantByKey(services.read, merchantId, hashKey(apiKey))
    : null
  if (!merchant) throw new DomainError('unauthorized', 'The API key is not known or was revoked')
  return merchant
}

export async function loadMerchant(services: Services, id: string): Promise<Merchant> {
  const merchant = await findMerchant(services.read, id)
  if (!merchant) throw new DomainError('not_found', 'There is no such merchant')
  return merchant
}

/** Slugs come out of addresses; of one with a NUL, PostgreSQL refuses even to say that it is none. */
export const findMerchantOfSlug = async (
  services: Services,
  slug: string,
): Promise<Merchant | null> =>
  slug.includes('\0') ? null : findMerchantBySlug(services.read, slug)

function newMerchant(input: MerchantInput, id: string, systemNow: Date): Merchant {
  const { sender } = input
  const clock = input.mode === 'test' ? clockOf(input, systemNow) : null
  return {
    id,
    slug: '',
    name: input.name,
    mode: input.mode,
    timeZone: input.time_zone,
    country: input.country,
    locale: input.locale,
    sender: { email: sender.email, name: sender.name, smsFrom: sender.sms_from ?? null },
    notifyEmail: input.notify_email ?? null,
    brand: input.brand,
    policy: input.policy,
    clock,
    publishableKey: newSecret('pub', id),
    webhooks: [],
    templates: {},
  }
}

function clockOf(input: MerchantInput, systemNow: Date): Merchant['clock'] {
  const at = input.clock
    ? new Date(input.clock).toISOString()
    : merchantNow({ clock: null }, systemNow)
  return { at, runningSince: input.clock_mode === 'running' ? systemNow.toISOString() : null }
}

async function freeSlug(
  db: Parameters<typeof findSlugsLike>[0],
  { slug, name }: MerchantInput,
): Promise<string> {
  const wish = slug ?? slugOf(name)
  const taken = new Set([...RESERVED_SLUGS, ...(await findSlugsLike(db, wish))])
  if (!taken.has(wish)) return wish
  if (slug) {
    const whose = RESERVED_SLUGS.includes(slug) ? 'the console itself' : 'another merchant'
    throw new DomainError('conflict', 'The slug is taken', [
      { pointer: '/slug', message: `"${slug}" belongs to ${whose}` },
    ])
  }
  for (let number = 2; number <= taken.size + 1; number += 1) {
    if (!taken.has(`${wish}-${number}`)) return `${wish}-${number}`
  }
  return `${wish}-${taken.size + 2}`
}

function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return (
    plain
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 48) || 'shop'
  )
}
