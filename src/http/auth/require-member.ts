import { createMiddleware } from 'hono/factory'
import { DomainError } from '../../domain/error.ts'

export type SignedInUser = { id: string; name: string; email: string }
type FindUser = (headers: Headers) => Promise<{ user: SignedInUser | null; cookies: string[] }>

const SIGN_IN_PATH = '/console/sign-in'

/**
 * Lets only who has signed in pass. Which merchants they may see is asked anew for each page: a
 * membership that was taken away must not live on in a session.
 */
export function requireMember(findUser: FindUser) {
  return createMiddleware<{ Variables: { user: SignedInUser } }>(async (c, next) => {
    const { user, cookies } = await findUser(c.req.raw.headers)
    if (!user) {
      if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
        throw new DomainError('unauthorized', 'Sign in first')
      const { pathname, search } = new URL(c.req.url)
      return c.redirect(`${SIGN_IN_PATH}?next=${encodeURIComponent(pathname + search)}`)
    }
    c.set('user', { id: user.id, name: user.name, email: user.email })
    await next()
    for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
  })
}
