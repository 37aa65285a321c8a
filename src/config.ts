import type { z } from 'zod'
import { crossFaults } from './config-rules.ts'
import { environment, hostInUrl, MEANINGS } from './config-variables.ts'
import { randomToken } from './lib/crypto.ts'
import { loadOrMakeSecret, secretPathBeside } from './lib/secret-file.ts'

export { MEANINGS, type Variable } from './config-variables.ts'

/** The whole environment, checked and frozen at the start; nothing else reads it. */
export type Config = Readonly<{
  port: number
  host: string
  baseUrl: string
  databaseUrl: string
  /** Newest first. Null: to be made and kept beside the SQLite file, see `installationSecrets`. */
  secrets: readonly string[] | null
  adminToken: string | null
  sendgrid: Readonly<{ apiKey: string; apiUrl: string | null; perSecond: number }> | null
  smtpUrl: string | null
  twilio: TwilioConfig | null
  leaseSeconds: number
  unclearWaitSeconds: number
  /** Webhooks may go to private addresses and without TLS. */
  webhookPrivate: boolean
  /** Whose X-Forwarded-For is believed: addresses, and ranges in CIDR. */
  trustedProxies: readonly string[]
  demo: boolean
  logLevel: string
}>

type TwilioConfig = Readonly<{
  accountSid: string
  authToken: string
  from: string | null
  messagingServiceSid: string | null
  apiUrl: string | null
  perSecond: number
}>

export type ConfigFault = { variable: string; message: string }
type ConfigResult = { ok: true; config: Config } | { ok: false; faults: ConfigFault[] }
type Environment = Readonly<Record<string, string | undefined>>

/** sysexits(3) EX_CONFIG: what the process ends with when the configuration is wrong. */
export const EXIT_CONFIG = 78

/** Every fault at once: a start that stops at the first one is tried as often as there are faults. */
export function readConfig(env: Environment = process.env): ConfigResult {
  const given = withoutEmpty(env)
  const parsed = environment.safeParse(given)
  const faults = [...(parsed.success ? [] : shapeFaults(parsed.error)), ...crossFaults(given)]
  if (!parsed.success || faults.length > 0) return { ok: false, faults }

  return { ok: true, config: freeze(parsed.data) }
}

/**
 * The secrets to work with, newest first: those of the configuration, else the one kept beside the
 * SQLite file, made here at the first start.
 */
export function installationSecrets({ secrets, databaseUrl }: Config): readonly string[] {
  if (secrets) return secrets

  const path = databaseUrl.slice('sqlite:'.length)
  return [path === ':memory:' ? randomToken() : loadOrMakeSecret(secretPathBeside(path))]
}

/** The rows of the README's table of variables, so that a test can hold the two together. */
export function variableRows(): string[] {
  return Object.entries(MEANINGS).map(
    ([name, variable]) => `| \`${name}\` | ${variable.default} | ${variable.meaning} |`,
  )
}

function freeze(set: z.infer<typeof environment>): Config {
  return Object.freeze({
    port: set.PORT,
    host: set.HOST,
    baseUrl: set.BASE_URL ?? `http://${hostInUrl(set.HOST)}:${set.PORT}`,
    databaseUrl: set.DATABASE_URL,
    secrets: set.TIDINGS_SECRET ? Object.freeze(set.TIDINGS_SECRET) : null,
    adminToken: set.TIDINGS_ADMIN_TOKEN ?? null,
    sendgrid: set.SENDGRID_API_KEY
      ? Object.freeze({
          apiKey: set.SENDGRID_API_KEY,
          apiUrl: set.SENDGRID_API_URL ?? null,
          perSecond: set.TIDINGS_SENDGRID_RATE,
        })
      : null,
    smtpUrl: set.SMTP_URL ?? null,
    twilio: twilio(set),
    leaseSeconds: set.TIDINGS_LEASE_S,
    unclearWaitSeconds: set.TIDINGS_UNCLEAR_WAIT_S,
    webhookPrivate: set.TIDINGS_WEBHOOK_PRIVATE === '1',
    trustedProxies: Object.freeze(set.TIDINGS_TRUSTED_PROXIES),
    demo: set.TIDINGS_DEMO === '1',
    logLevel: set.LOG_LEVEL,
  })
}

function twilio(set: z.infer<typeof environment>): TwilioConfig | null {
  if (!set.TWILIO_ACCOUNT_SID || !set.TWILIO_AUTH_TOKEN) return null

  return Object.freeze({
    accountSid: set.TWILIO_ACCOUNT_SID,
    authToken: set.TWILIO_AUTH_TOKEN,
    from: set.TWILIO_FROM ?? null,
    messagingServiceSid: set.TWILIO_MESSAGING_SERVICE_SID ?? null,
    apiUrl: set.TWILIO_API_URL ?? null,
    perSecond: set.TIDINGS_TWILIO_RATE,
  })
}

/** `NAME=` in a compose file means that it is not set. */
function withoutEmpty(env: Environment): Record<string, string> {
  const set = Object.entries(env).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(set) as Record<string, string>
}

function shapeFaults(error: z.ZodError): ConfigFault[] {
  return error.issues.map(({ path, message }) => ({ variable: String(path[0]), message }))
}
