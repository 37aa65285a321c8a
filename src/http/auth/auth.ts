import { betterAuth } from 'better-auth'
import { type AuthSettings, authOptions } from './options.ts'
import { requireMember } from './require-member.ts'
import { signIn, signOut } from './sign-in.ts'
import { createUser, type NewUser } from './users.ts'

export type Auth = ReturnType<typeof createAuth>

/**
 * Sign-in for the console. The library's own routes are mounted nowhere: what a browser can reach
 * is the console's sign-in and sign-out, so changing an account is not a door that is left open.
 */
export function createAuth(settings: AuthSettings) {
  const auth = betterAuth(authOptions(settings))

  return {
    signIn: signIn(auth.handler, settings.baseUrl),
    signOut: signOut(auth.handler, settings.baseUrl),
    requireMember: requireMember(async (headers) => {
      const found = await auth.api.getSession({ headers, returnHeaders: true })
      return { user: found.response?.user ?? null, cookies: found.headers.getSetCookie() }
    }),
    /** For the command line and the demo: nobody signs up. */
    createUser: (user: NewUser) => createUser(auth.$context, settings.db, user),
  }
}
