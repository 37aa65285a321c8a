import type { BetterAuthOptions } from 'better-auth'
import type { Kysely } from 'kysely'

/** The library brings its own query types, so the database comes to it without ours. */
// biome-ignore lint/suspicious/noExplicitAny: better-auth asks for Kysely<any>, and Kysely is invariant
export type AnyDatabase = Kysely<any>

export type AuthSettings = {
  db: AnyDatabase
  dialect: 'sqlite' | 'postgres'
  secret: string
  baseUrl: string
  /** What goes wrong inside the library; without it nothing is written. */
  log?: (level: string, message: string) => void
}

const SESSION_DAYS = 7
export const PASSWORD_MIN = 8
export const PASSWORD_MAX = 128
/** Tries to sign in from one address: enough for an office behind one, hopeless for a list. */
export const TRIES_PER_MINUTE = 10
/** Set by us from the connection, and never taken from a request. */
export const CLIENT_ADDRESS_HEADER = 'x-tidings-client-address'
export const AUTH_PATH = '/console/auth'

/**
 * How better-auth is set up: passwords only, nobody signs up, nothing leaves the machine.
 *
 * The origin checks are named although they are the default: the library turns them off by itself
 * where NODE_ENV is "test", and then no test would see them work.
 */
export function authOptions({ db, dialect, secret, baseUrl, log }: AuthSettings) {
  return {
    appName: 'Tidings',
    baseURL: baseUrl,
    basePath: AUTH_PATH,
    secret,
    database: { db, type: dialect },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    ...tableNames,
    rateLimit: {
      ...tableNames.rateLimit,
      enabled: true,
      storage: 'database',
      customRules: { '/sign-in/email': { window: 60, max: TRIES_PER_MINUTE } },
    },
    advanced: {
      cookiePrefix: 'tidings',
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { path: '/console', httpOnly: true, sameSite: 'lax' },
      disableCSRFCheck: false,
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      database: { validateSchema: false },
    },
    telemetry: { enabled: false },
    logger: log
      ? { level: 'error', log: (level, message) => log(level, message) }
      : { disabled: true },
  } satisfies BetterAuthOptions
}

/** The library's names for its tables and columns, in the spelling of all our others. */
const tableNames = {
  user: {
    modelName: 'users',
    fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
  session: {
    modelName: 'sessions',
    expiresIn: SESSION_DAYS * 86_400,
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  account: {
    modelName: 'accounts',
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    modelName: 'verifications',
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
  rateLimit: { modelName: 'sign_in_attempts', fields: { lastRequest: 'last_request' } },
} as const
