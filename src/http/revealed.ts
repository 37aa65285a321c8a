import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Contact } from '../domain/contact.ts'
import { knownPostcode, plainPostcode } from '../domain/postcode.ts'
import { constantTimeEqual, hashKey, isSignedBy, sign } from '../lib/crypto.ts'
import type { Services } from '../operations/services.ts'
import type { HttpEnv } from './http-env.ts'

/** Time to read an address, and short on a machine that others use. */
export const REVEALED_SECONDS = 1_800
const COOKIE = 'tidings_shown'
const PURPOSE = 'postcode'

type Opened = { token: string; contact: Contact }

/**
 * Whether `typed` is the postcode of the order. An order without one is answered like a wrong guess;
 * hashed first, so that not even a length can be measured.
 */
export function isPostcode(contact: Contact, typed: string): boolean {
  const known = knownPostcode(contact)
  const given = plainPostcode(typed, contact.address?.country ?? null)
  return constantTimeEqual(hashKey(known ?? ''), hashKey(given)) && known !== null
}

/**
 * Remembers in this browser that the postcode was given for this link: signed over the link, the
 * postcode and the end, so it opens no other order, and none that goes elsewhere since.
 */
export function rememberRevealed(services: Services, c: Context<HttpEnv>, opened: Opened) {
  const until = seconds(services) + REVEALED_SECONDS
  const signature = sign(claimOf(opened, until), services.secrets, PURPOSE)
  setCookie(c, COOKIE, `${until}.${signature}`, {
    path: `/t/${opened.token}`,
    maxAge: REVEALED_SECONDS,
    httpOnly: true,
    sameSite: 'Lax',
    secure: (c.get('ownOrigin') ?? services.baseUrl).startsWith('https:'),
  })
}

export function isRevealed(services: Services, c: Context, opened: Opened): boolean {
  const [, until, signature] =
    /^(\d{1,12})\.([\w-]{20,100})$/.exec(getCookie(c, COOKIE) ?? '') ?? []
  if (!until || !signature || Number(until) <= seconds(services)) return false
  return (
    knownPostcode(opened.contact) !== null &&
    isSignedBy(claimOf(opened, Number(until)), signature, services.secrets, PURPOSE)
  )
}

/** A browser's hours are the system's, whatever clock the order is on. */
const seconds = ({ clock }: Services) => Math.floor(clock.now().getTime() / 1_000)

const claimOf = ({ token, contact }: Opened, until: number) =>
  JSON.stringify([token, knownPostcode(contact), until])
