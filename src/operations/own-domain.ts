import { findDomain, findHolders, noteDomainCheck, setDomain } from '../db/merchant-domains.ts'
import { findMerchant, setBrand } from '../db/merchants.ts'
import type { Db } from '../db/open.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { txtName, txtValue, WELL_KNOWN, whyUnproven } from '../domain/own-domain.ts'
import { sign } from '../lib/crypto.ts'
import type { Services } from './services.ts'

export type OwnDomain = {
  domain: string
  state: 'pending' | 'proven'
  /** What the last check missed; null where it missed nothing, and before the first one. */
  reason: string | null
  checkedAt: string | null
  /** The record that the merchant sets, beside the CNAME that leads here. */
  record: { name: string; type: 'TXT'; value: string }
  target: string
}

/** What a domain answers that leads to this installation: nobody else can know it. */
export const domainAnswer = (services: Services, domain: string) =>
  sign(domain, services.secrets, 'own-domain')

/** The merchant's own domain and how far it is proven; null where it names none. */
export async function readOwnDomain(
  services: Services,
  { id, brand }: Merchant,
): Promise<OwnDomain | null> {
  const { domain } = brand
  if (!domain) return null
  const row = await findDomain(services.read, id, domain)
  return {
    domain,
    state: row?.proven_at ? 'proven' : 'pending',
    reason: row?.reason ?? null,
    checkedAt: row?.checked_at ?? null,
    record: { name: txtName(domain), type: 'TXT', value: txtValue(id) },
    target: hostOf(services),
  }
}

/** In the transaction of the brand: its domain, unless somebody else has proven it, or it is ours. */
export async function claimDomain(
  services: Services,
  db: Db,
  merchant: Merchant,
  domain: string | null,
) {
  if (domain !== null) {
    if (domain === hostOf(services))
      throw new DomainError('conflict', `${domain} is where this installation itself answers`)
    await refuseTaken(db, merchant.id, domain)
  }
  await setDomain(db, merchant.id, domain)
}

/** The merchant's own domain, or none; the rest of the brand stays as it is. */
export async function nameDomain(services: Services, merchantId: string, domain: string | null) {
  await services.writer.write(async (db) => {
    const merchant = await findMerchant(db, merchantId)
    if (!merchant) throw new DomainError('not_found', 'There is no such merchant')
    await claimDomain(services, db, merchant, domain)
    const { domain: _, ...rest } = merchant.brand
    await setBrand(db, merchantId, domain === null ? rest : { ...rest, domain })
  })
}

/**
 * Proves the merchant's domain, or says why not. What was proven and is not any more answers no
 * shopper either, and stays proven: links that were sent lead there, and a name server that fails
 * for a minute must not move them.
 */
export async function checkOwnDomain(services: Services, merchant: Merchant): Promise<OwnDomain> {
  const { domain } = merchant.brand
  if (!domain) throw new DomainError('conflict', 'The brand names no domain')
  const [texts, answer] = await Promise.all([
    services.channels.domains.texts(txtName(domain)),
    services.channels.domains.ask(`https://${domain}${WELL_KNOWN}`),
  ])
  const found = { domain, merchantId: merchant.id, texts, answer }
  const reason = whyUnproven(found, domainAnswer(services, domain))
  const now = services.clock.now().toISOString()
  await services.writer.write(async (db) => {
    const present = await findMerchant(db, merchant.id)
    if (present?.brand.domain !== domain)
      throw new DomainError('conflict', 'The brand names another domain by now')
    await refuseTaken(db, merchant.id, domain)
    await setDomain(db, merchant.id, domain)
    const before = await findDomain(db, merchant.id, domain)
    const provenAt = before?.proven_at ?? (reason === null ? now : null)
    const key = { domain, merchantId: merchant.id }
    await noteDomainCheck(db, key, { proven_at: provenAt, checked_at: now, reason })
  })
  return (await readOwnDomain(services, merchant)) as OwnDomain
}

/** The origin of what a merchant's customers are sent: their own once it is proven, else ours. */
export async function originOf(
  { baseUrl }: Services,
  db: Db,
  { id, brand }: Merchant,
): Promise<string> {
  if (!brand.domain) return baseUrl
  const row = await findDomain(db, id, brand.domain)
  return row?.proven_at ? `https://${brand.domain}` : baseUrl
}

/** Whose own domain a host is; `null` inside: of somebody who has not proven it. */
export async function findOwnHost(
  services: Services,
  host: string,
): Promise<{ merchant: Merchant | null } | null> {
  const [first] = await findHolders(services.read, host)
  if (!first) return null
  const merchant = first.isProven ? await findMerchant(services.read, first.merchantId) : null
  return { merchant: merchant?.brand.domain === host ? merchant : null }
}

export const hostOf = ({ baseUrl }: Services) => new URL(baseUrl).hostname

async function refuseTaken(db: Db, merchantId: string, domain: string) {
  const holders = await findHolders(db, domain)
  if (holders.some((one) => one.isProven && one.merchantId !== merchantId))
    throw new DomainError('conflict', `${domain} is proven to be another shop's`)
}
