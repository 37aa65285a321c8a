import { isIP } from 'node:net'
import { z } from 'zod'

export type Variable = { default: string; meaning: string }

const SECRET_CHARACTERS_MIN = 32
const LEASE_SECONDS_MAX = 3_600
const UNCLEAR_WAIT_SECONDS_MAX = 7 * 86_400
const RATE_MAX = 100_000
const PRINTABLE = /^[\x21-\x7e]+$/

/** The shape of each variable by itself; `config-rules.ts` has what binds them to one another. */
export const environment = z.object({
  PORT: wholeNumber(0, 65_535).default(8080),
  HOST: z.string().refine(isHost, 'must be a host name or an address').default('127.0.0.1'),
  BASE_URL: origin().optional(),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, 'must be sqlite:PATH or postgres://…')
    .default('sqlite:data/tidings.db'),
  TIDINGS_SECRET: z
    .string()
    .transform((text) => text.split(','))
    .refine((all) => all.every(isLongEnough), {
      error: `each secret must have at least ${SECRET_CHARACTERS_MIN} characters`,
    })
    .optional(),
  TIDINGS_ADMIN_TOKEN: z
    .string()
    .regex(PRINTABLE, 'must be visible ASCII characters without blanks, as a bearer header holds')
    .optional(),
  SENDGRID_API_KEY: z.string().optional(),
  SENDGRID_API_URL: origin().optional(),
  TIDINGS_SENDGRID_RATE: wholeNumber(1, RATE_MAX).default(10_000),
  SMTP_URL: url(/^smtps?:$/, 'must be smtp://HOST or smtps://HOST')
    .refine((text) => new URL(text).hostname !== '', 'must name a host: smtp://HOST')
    .optional(),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_FROM: z.string().optional(),
  TWILIO_MESSAGING_SERVICE_SID: z.string().optional(),
  TWILIO_API_URL: origin().optional(),
  TIDINGS_TWILIO_RATE: wholeNumber(1, RATE_MAX).default(100),
  TIDINGS_LEASE_S: wholeNumber(1, LEASE_SECONDS_MAX).default(30),
  TIDINGS_UNCLEAR_WAIT_S: wholeNumber(0, UNCLEAR_WAIT_SECONDS_MAX).default(300),
  TIDINGS_WEBHOOK_PRIVATE: z.enum(['0', '1'], 'must be 0 or 1').default('0'),
  TIDINGS_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine((all) => all.every(isNet), 'must be addresses or ranges like 10.0.0.0/8, with commas')
    .default([]),
  TIDINGS_DEMO: z.enum(['0', '1'], 'must be 0 or 1').default('1'),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
})

/** What the README says of each, in its order. */
export const MEANINGS: Record<keyof typeof environment.shape, Variable> = {
  PORT: { default: '`8080`', meaning: 'Port to listen on; 0 takes a free one' },
  HOST: { default: '`127.0.0.1`', meaning: 'Address to listen on' },
  BASE_URL: { default: '`http://HOST:PORT`', meaning: 'Public origin, used in links' },
  DATABASE_URL: { default: '`sqlite:data/tidings.db`', meaning: '`sqlite:PATH` or `postgres://…`' },
  TIDINGS_SECRET: {
    default: 'made and kept beside the SQLite file: back it up with the database',
    meaning:
      'Seals stored secrets and signs sessions; 32 characters or more. Required with PostgreSQL. Several, separated by commas, for rotation: the first seals and signs, all open; keep the old ones behind it',
  },
  TIDINGS_ADMIN_TOKEN: { default: 'none: admin API off', meaning: 'Bearer of the admin API' },
  SENDGRID_API_KEY: { default: 'none', meaning: 'E-mail through SendGrid' },
  SENDGRID_API_URL: { default: "SendGrid's own", meaning: 'Another host for the SendGrid API' },
  TIDINGS_SENDGRID_RATE: {
    default: '`10000`',
    meaning: 'Mails a second that a process hands to SendGrid at most',
  },
  SMTP_URL: {
    default: 'none',
    meaning:
      'E-mail through any SMTP server; where SendGrid is set too, what SendGrid does not take at the moment',
  },
  TWILIO_ACCOUNT_SID: { default: 'none', meaning: 'SMS through Twilio' },
  TWILIO_AUTH_TOKEN: { default: 'none', meaning: "The account's token" },
  TWILIO_FROM: { default: 'none', meaning: 'Number that text messages come from' },
  TWILIO_MESSAGING_SERVICE_SID: {
    default: 'none',
    meaning: 'Messaging service, instead of a number',
  },
  TWILIO_API_URL: { default: "Twilio's own", meaning: 'Another host for the Twilio API' },
  TIDINGS_TWILIO_RATE: {
    default: '`100`',
    meaning:
      'Texts a second that a process hands to Twilio at most: what a short code sends. A long code sends 1, and Twilio queues what is handed to it beyond that',
  },
  TIDINGS_LEASE_S: {
    default: '`30`',
    meaning:
      'Seconds that a message belongs to the worker that begins it; claimed and not begun, two thirds of them',
  },
  TIDINGS_UNCLEAR_WAIT_S: {
    default: '`300`',
    meaning:
      'Seconds that an unclear hand-over waits for the word of the provider, counted from the hand-over or our last start: SendGrid reports it (set up the `sendgrid` connection), Twilio is asked for it. What neither knows by then goes again; over SMTP it does at once, under the same Message-ID',
  },
  TIDINGS_WEBHOOK_PRIVATE: {
    default: '`0`',
    meaning:
      '`1` lets webhooks, pictures of products and the check of a domain go to private and loopback addresses, and webhooks by plain http: for a shop on your own machine or network',
  },
  TIDINGS_TRUSTED_PROXIES: {
    default: 'none',
    meaning:
      'Addresses or ranges (`10.0.0.0/8`, with commas) of your proxies: from them `X-Forwarded-For` says who asks, as far as tries are counted. Set it behind a proxy, or all shoppers count as one; only with addresses that nobody else can come by',
  },
  TIDINGS_DEMO: {
    default: '`1`',
    meaning: '`0` turns the demo shop off',
  },
  LOG_LEVEL: {
    default: '`info`',
    meaning: '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`',
  },
}

function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be a whole number from ${min} to ${max}`)
}

/** An http(s) URL with nothing behind the host; a slash at its end is dropped. */
function origin() {
  const message = 'must be an origin such as https://mail.example.com, without a path'
  return url(/^https?:$/, message)
    .refine((text) => {
      const { pathname, search, hash, username } = new URL(text)
      return pathname === '/' && !search && !hash && !username
    }, message)
    .transform((text) => new URL(text).origin)
}

function url(protocol: RegExp, message: string) {
  return z.string().refine((text) => URL.canParse(text) && protocol.test(new URL(text).protocol), {
    error: message,
    abort: true,
  })
}

/** An IPv6 address stands in brackets in a URL (RFC 3986, 3.2.2). */
export function hostInUrl(host: string) {
  return host.includes(':') ? `[${host}]` : host
}

/** The links are built on it, so it must make a URL: 300.1.1.1 makes none. */
function isHost(host: string) {
  return /^[A-Za-z0-9.:_-]+$/.test(host) && URL.canParse(`http://${hostInUrl(host)}`)
}

/** An address, or a range as CIDR writes it (RFC 4632, 3.1). */
function isNet(text: string) {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

function isDatabaseUrl(text: string) {
  return /^sqlite:./.test(text) || (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text))
}

function isLongEnough(secret: string) {
  return [...secret].length >= SECRET_CHARACTERS_MIN
}
