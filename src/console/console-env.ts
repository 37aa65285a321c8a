import type { Context, MiddlewareHandler } from 'hono'
import { LOGO_BYTES_MAX } from '../domain/picture.ts'
import type { ConsoleMerchant, ConsoleOperations } from '../operations/console-types.ts'
import type { DrawPreview } from './brand-routes.tsx'

export type ConsoleUser = { id: string; name: string; email: string }

export type SignedIn =
  | { status: 'signed_in'; cookies: string[] }
  | { status: 'refused' }
  | { status: 'too_many'; retryAfterSeconds: number }

/** What the pages need of sign-in, whatever does it. */
export type ConsoleAuth = {
  signIn(
    credentials: { email: string; password: string },
    from: { headers: Headers; address: string | null },
  ): Promise<SignedIn>
  signOut(headers: Headers): Promise<{ cookies: string[] }>
  requireMember: MiddlewareHandler<{ Variables: { user: ConsoleUser } }>
}

export type ConsoleOptions = {
  operations: ConsoleOperations
  auth: ConsoleAuth
  baseUrl: string
  /** Whom to count tries to sign in against; never a header anyone may send. */
  clientAddress: (c: Context) => string | null
  /** Where it is set, the sign-in form holds it and says so. */
  demo?: { email: string; password: string } | undefined
  /** How a page of shoppers looks in a brand that is tried on. */
  drawPreview: DrawPreview
  onUnexpected: (error: unknown) => void
}

export type ConsoleEnv = {
  Variables: { user: ConsoleUser; merchants: ConsoleMerchant[]; merchant: ConsoleMerchant }
}

/** A letter in the script that takes most bytes, each of them percent-encoded. */
export const BODY_MAX_BYTES = 65_536
/** A logo, and what a form puts around it. */
export const FILE_MAX_BYTES = LOGO_BYTES_MAX + 4_096
export const ROWS_PER_PAGE = 50
