import { maskTokens } from '../lib/log.ts'

/**
 * What a provider was handed, without the keys to the shopper's pages. A request body holds them as
 * they are; a mail may hold them over two lines (quoted-printable) or in base64 (RFC 2045, 6.7 and
 * 6.8), where who looks for them as they are would find none.
 */
export function maskHandedOver(bytes: string): string {
  const masked = maskTokens(bytes)
  if (!ENCODED.test(masked)) return masked
  return masked.replace(BROKEN_KEY, '…').replace(BASE64_PART, (_, head: string, body: string) => {
    const text = Buffer.from(body, 'base64').toString('utf8')
    const without = maskTokens(text)
    return head + (without === text ? body : inLines(Buffer.from(without).toString('base64')))
  })
}

const ENCODED = /^content-transfer-encoding: *(?:quoted-printable|base64)/im
/** A line that goes on in the next one, between any two letters of a key. */
const ON = '(?:=\\r?\\n)?'
const spread = (letters: string) => [...letters].join(ON)
const BROKEN_KEY = new RegExp(
  `(?:${spread('trk')}|${spread('uns')})${ON}_${ON}(?:[0-9a-z]${ON}){6,}_${ON}(?:[\\w-]${ON}){8,}`,
  'gi',
)
const BASE64_PART =
  /(content-transfer-encoding: *base64[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n)([a-z0-9+/=\r\n]+)/gi

const LINE = 76
const inLines = (text: string) =>
  `${(text.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []).join('\r\n')}\r\n`
