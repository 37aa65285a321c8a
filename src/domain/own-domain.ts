import { z } from 'zod'

/** Labels of letters, digits and hyphens (RFC 1123, 2.1), two at least, the last no number. */
const HOST = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/

export const ownDomain = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.string().max(253).regex(HOST, 'a domain like "track.shop.com"'))

/** Neither an address nor a name without a dot. */
export const isDomainName = (host: string) => HOST.test(host)

/** What answers under a domain that leads to us, asked by us from outside. */
export const WELL_KNOWN = '/.well-known/tidings-domain'

/** The record that says whose it is: an address alone says only that it leads here. */
export const txtName = (domain: string) => `_tidings.${domain}`
export const txtValue = (merchantId: string) => `tidings=${merchantId}`

export type DomainAnswer = { status: 'answered'; body: string } | { status: 'failed'; why: string }
/** The outside, as far as a domain is proven by it. */
export type DomainChannel = {
  /** Texts of a name; none where it has none, or could not be asked. */
  texts(name: string): Promise<string[]>
  ask(url: string): Promise<DomainAnswer>
}

type Found = { domain: string; merchantId: string; texts: string[]; answer: DomainAnswer }

/**
 * Why a domain is not proven; null where it is. Both are needed: without the answer its readers
 * would find nothing, and without the record somebody else's merchant could speak under it from the
 * day on that its owner points it here.
 */
export function whyUnproven(
  { domain, merchantId, texts, answer }: Found,
  expected: string,
): string | null {
  if (!texts.includes(txtValue(merchantId)))
    return `${txtName(domain)} has no TXT record ${txtValue(merchantId)}${insteadOf(texts)}`
  if (answer.status === 'failed') return `https://${domain} does not answer: ${answer.why}`
  if (answer.body.trim() !== expected) return `https://${domain} does not lead here`
  return null
}

const TEXTS_SAID = 3
const TEXT_MAX = 80

/** What stands there in its place: mostly a quote too many, or another shop's. */
const insteadOf = (texts: readonly string[]) =>
  texts.length === 0
    ? ''
    : `, but ${texts
        .slice(0, TEXTS_SAID)
        .map((text) => `"${text.slice(0, TEXT_MAX)}"`)
        .join(', ')}`

/**
 * What is answered under whatever name a request comes by, where the installation has one of its own:
 * probes, which come by a machine's address, and shoppers' pages. Their links hold a key of their own
 * and no session, and must go on working when a shop gives up the domain that they were sent under.
 */
export const isAnsweredAnywhere = (path: string) =>
  /^\/(healthz|readyz|metrics)$/.test(path) || /^\/[tum]\/./.test(path)

/** What may be asked for on a merchant's own domain: its shoppers' pages and what stands in them. */
export function isOwnHostPath(path: string, slug: string): boolean {
  const own = `/m/${slug}/`
  return (
    path === '/track' ||
    path === `${own}track` ||
    path === `${own}logo` ||
    path.startsWith(`${own}i/`) ||
    /^\/[tu]\/./.test(path)
  )
}
