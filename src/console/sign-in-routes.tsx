import { Hono } from 'hono'
import { z } from 'zod'
import type { ConsoleOptions } from './console-env.ts'
import { SIGN_IN } from './paths.ts'
import { SignInPage } from './sign-in-page.tsx'

/** Only back into the console: an address from outside must not lead anywhere else after sign-in. */
const next = z
  .string()
  .max(2048)
  .regex(/^\/console(?:[/?][\x21-\x7e]*)?$/)
  .catch('/console')
const credentials = z.object({
  email: z.string().max(254).catch(''),
  password: z.string().max(128).catch(''),
  next,
})

const REFUSED = 'E-mail or password is wrong.'

type SignInOptions = Pick<ConsoleOptions, 'auth' | 'clientAddress' | 'demo'>

export function signInRoutes({ auth, clientAddress, demo }: SignInOptions) {
  const isDemo = demo !== undefined
  const filled = { email: demo?.email ?? '', password: demo?.password ?? '' }

  return new Hono()
    .get('/sign-in', (c) =>
      c.html(
        <SignInPage
          {...filled}
          isDemo={isDemo}
          fault={null}
          next={next.parse(c.req.query('next'))}
        />,
      ),
    )
    .post('/sign-in', async (c) => {
      const { email, password, next } = credentials.parse(await c.req.parseBody())
      const from = { headers: c.req.raw.headers, address: clientAddress(c) }
      const answer = await auth.signIn({ email, password }, from)

      if (answer.status === 'signed_in') {
        for (const cookie of answer.cookies) c.header('set-cookie', cookie, { append: true })
        return c.redirect(next, 303)
      }
      const again = { email, password: '', isDemo: false, next }
      if (answer.status === 'refused') return c.html(<SignInPage {...again} fault={REFUSED} />, 401)
      const seconds = answer.retryAfterSeconds
      c.header('retry-after', String(seconds))
      const fault = `Too many tries from here. Try again in ${seconds} seconds.`
      return c.html(<SignInPage {...again} fault={fault} />, 429)
    })
    .post('/sign-out', async (c) => {
      const { cookies } = await auth.signOut(c.req.raw.headers)
      for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
      return c.redirect(SIGN_IN, 303)
    })
}
