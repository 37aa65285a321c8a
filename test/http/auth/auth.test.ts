import { getMigrations } from 'better-auth/db/migration'
import { Hono } from 'hono'
import { beforeEach, expect, it } from 'vitest'
import { signIn } from '../../../migrations/0002_sign_in.ts'
import type { Handle } from '../../../src/db/open.ts'
import { DomainError } from '../../../src/domain/error.ts'
import { type Auth, createAuth } from '../../../src/http/auth/auth.ts'
import {
  type AnyDatabase,
  type AuthSettings,
  authOptions,
  TRIES_PER_MINUTE,
} from '../../../src/http/auth/options.ts'
import type { SignedInUser } from '../../../src/http/auth/require-member.ts'
import { eachDatabase } from '../../support/databases.ts'

const ORIGIN = 'http://127.0.0.1:8080'
const SAM = {
  email: 'Sam@Example.test',
  password: 'correct horse',
  name: 'Sam Okafor',
  merchantId: 'm_1',
  role: 'support',
} as const
const from = (address: string, origin = ORIGIN) => ({ headers: new Headers({ origin }), address })

const settingsOf = ({ db, dialect }: Handle, baseUrl = ORIGIN): AuthSettings => ({
  db: db as AnyDatabase,
  dialect,
  secret: 'a secret of this test, long enough',
  baseUrl,
})

eachDatabase(
  'createAuth',
  (open) => {
    let handle: Handle
    let auth: Auth
    beforeEach(async () => {
      handle = await open()
      await signIn.up(handle.db)
      auth = createAuth(settingsOf(handle))
      await auth.createUser(SAM)
    })
    const rows = (table: string) =>
      (handle.db as AnyDatabase).selectFrom(table).selectAll().execute()

    it('finds nothing to add to the tables of our migration', async () => {
      const missing = await getMigrations(authOptions(settingsOf(handle)))
      expect(missing.toBeCreated).toEqual([])
      expect(missing.toBeAdded).toEqual([])
      expect(await missing.compileMigrations()).toMatch(/^;?$/)
    })

    it('signs in with a cookie that scripts cannot read and other sites do not send', async () => {
      const answer = await auth.signIn(
        { email: 'sam@example.test', password: SAM.password },
        from('192.0.2.1'),
      )
      expect(answer.status).toBe('signed_in')
      const [cookie = ''] = answer.status === 'signed_in' ? answer.cookies : []
      expect(cookie).toMatch(/; Path=\/console; HttpOnly; SameSite=Lax$/)
      expect(await rows('sessions')).toHaveLength(1)
    })

    it('marks the cookie Secure where the installation is https', async () => {
      const secure = createAuth(settingsOf(handle, 'https://tidings.example.test'))
      const answer = await secure.signIn(
        { email: SAM.email, password: SAM.password },
        from('192.0.2.1', 'https://tidings.example.test'),
      )
      const [cookie = ''] = answer.status === 'signed_in' ? answer.cookies : []
      expect(cookie).toMatch(/^__Secure-tidings\.session_token=.*; Secure;/)
    })

    it('answers a wrong password, an unknown address and no address alike', async () => {
      for (const email of [SAM.email, 'nobody@example.test', 'nobody']) {
        const answer = await auth.signIn({ email, password: 'a wrong one' }, from('192.0.2.1'))
        expect(answer).toEqual({ status: 'refused' })
      }
      expect(await rows('sessions')).toEqual([])
    })

    it('refuses a sign-in that another site sends', async () => {
      const right = { email: SAM.email, password: SAM.password }
      const answer = await auth.signIn(right, from('192.0.2.1', 'https://other.example.test'))
      expect(answer).toEqual({ status: 'refused' })
    })

    it('counts tries by address, also the right one after too many', async () => {
      const wrong = { email: SAM.email, password: 'a wrong one' }
      for (let tries = 0; tries < TRIES_PER_MINUTE; tries++) {
        await auth.signIn(wrong, from('192.0.2.1'))
      }
      const right = { email: SAM.email, password: SAM.password }
      expect(await auth.signIn(right, from('192.0.2.1'))).toMatchObject({
        status: 'too_many',
        retryAfterSeconds: expect.any(Number),
      })
      expect((await auth.signIn(right, from('192.0.2.2'))).status).toBe('signed_in')
    })

    it('lets who signed in pass, until they sign out, even with a copy of the cookie', async () => {
      const app = guarded(auth)
      const answer = await auth.signIn(
        { email: SAM.email, password: SAM.password },
        from('192.0.2.1'),
      )
      const cookie = (answer.status === 'signed_in' ? answer.cookies : [])
        .map((one) => one.split(';')[0])
        .join('; ')
      const page = await app.request('/console/x', { headers: { cookie } })
      expect(await page.json()).toMatchObject({ email: 'sam@example.test', name: 'Sam Okafor' })

      const { cookies } = await auth.signOut(new Headers({ cookie, origin: ORIGIN }))
      expect(cookies.join()).toMatch(/Max-Age=0/)
      expect(await rows('sessions')).toEqual([])
      expect((await app.request('/console/x', { headers: { cookie } })).status).toBe(302)
    })

    it('sends who has not signed in to sign in, and back to where they wanted', async () => {
      const page = await guarded(auth).request('/console/harbour?q=%231001')
      expect(page.status).toBe(302)
      expect(page.headers.get('location')).toBe(
        '/console/sign-in?next=%2Fconsole%2Fharbour%3Fq%3D%25231001',
      )
    })

    it('answers a post of who has not signed in with 401', async () => {
      const page = await guarded(auth).request('/console/x', { method: 'POST' })
      expect(page.status).toBe(401)
    })

    it('passes no forged session', async () => {
      const cookie = 'tidings.session_token=forged.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D'
      const page = await guarded(auth).request('/console/x', { headers: { cookie } })
      expect(page.status).toBe(302)
    })

    it('adds a merchant to a user who exists, and leaves the password as it is', async () => {
      await auth.createUser({ ...SAM, merchantId: 'm_2', password: 'another one', role: 'admin' })
      expect(await rows('users')).toHaveLength(1)
      const members = (await rows('members')).map(({ merchant_id, role }) => [merchant_id, role])
      expect(members.toSorted()).toEqual([
        ['m_1', 'support'],
        ['m_2', 'admin'],
      ])
      const old = { email: SAM.email, password: SAM.password }
      expect((await auth.signIn(old, from('192.0.2.1'))).status).toBe('signed_in')
      const other = { email: SAM.email, password: 'another one' }
      expect((await auth.signIn(other, from('192.0.2.1'))).status).toBe('refused')
    })

    it('finishes a user whose making was cut off before the password', async () => {
      await (handle.db as AnyDatabase).deleteFrom('accounts').execute()
      await auth.createUser(SAM)
      const right = { email: SAM.email, password: SAM.password }
      expect((await auth.signIn(right, from('192.0.2.1'))).status).toBe('signed_in')
    })

    it('refuses a user with every fault', async () => {
      const made = auth.createUser({ ...SAM, email: 'sam', password: 'short' })
      await expect(made).rejects.toMatchObject({
        code: 'invalid',
        faults: [{ pointer: '/email' }, { pointer: '/password' }],
      })
    })

    it('keeps no password in clear', async () => {
      expect(JSON.stringify(await rows('accounts'))).not.toContain(SAM.password)
    })
  },
  { empty: true },
)

function guarded(auth: Auth) {
  return new Hono<{ Variables: { user: SignedInUser } }>()
    .onError((error, c) => c.text('', error instanceof DomainError ? 401 : 500))
    .use(auth.requireMember)
    .all('/console/*', (c) => c.json(c.var.user))
}
