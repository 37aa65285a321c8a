import type { ChildProcess } from 'node:child_process'
import { afterEach, expect, it } from 'vitest'
import { eachDatabase, urlOf } from '../support/databases.ts'
import { freePort } from '../support/ports.ts'
import { startServer } from '../support/process.ts'
import { SENDGRID_KEY } from '../support/receipts.ts'
import { startProvider } from '../support/reporting-provider.ts'
import { chance, SOAK } from '../support/runs.ts'

/** Once in `npm test`, forty times in `npm run soak`. */
const KILLS = SOAK === 1 ? 1 : 2 * SOAK
const ORDERS = 20 * KILLS
const ADMIN = 'the-admin-token'
/** A lease, the wait for a report, and room for a machine that is busy. */
const MS_MAX = 300_000 + KILLS * 10_000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
type Answer = { api_key: string; id: string; data: { kind: string; status: string }[] }
type Running = { child: ChildProcess; port: number }

eachDatabase('the process killed at any moment', (open, dialect) => {
  const running: Running[] = []
  const cleanUps: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const one of running.splice(0)) await kill(one)
    for (const cleanUp of cleanUps.splice(0)) await cleanUp()
  })

  const kill = async ({ child }: Running) => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    if (child.exitCode === null && child.kill('SIGKILL')) await gone
  }
  /** Until somebody answers: the caller of a process that was killed tries again. */
  const call = async (port: number, path: string, key: string, body?: object) => {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { authorization: `Bearer ${key}` },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      })
        .then(async (one) => (one.status < 500 ? ((await one.json()) as Answer) : null))
        .catch(() => null)
      if (answer) return answer
      await pause(50)
    }
  }
  const place = (port: number, key: string, n: number) => {
    const now = new Date().toISOString()
    const unit_price = { amount: '1.00', currency: 'USD' }
    return call(port, '/v1/events', key, {
      id: `placed ${n}`,
      type: 'order.placed',
      occurred_at: now,
      data: {
        order_id: `o${n}`,
        order_number: `${n}`,
        placed_at: now,
        currency: 'USD',
        customer: { name: 'Jon', email: `jon${n}@example.com` },
        lines: [{ id: '1', title: 'Item', quantity: 1, unit_price }],
      },
    })
  }

  it(
    'loses no message and doubles none, with a provider that reports',
    async () => {
      const random = chance()
      const provider = await startProvider(random)
      cleanUps.push(() => provider.stop())
      const env = {
        DATABASE_URL: urlOf(await open()),
        TIDINGS_SECRET: 'a secret of at least 32 characters',
        TIDINGS_ADMIN_TOKEN: ADMIN,
        TIDINGS_LEASE_S: '1',
        TIDINGS_UNCLEAR_WAIT_S: '5',
        SENDGRID_API_KEY: 'SG.key',
        SENDGRID_API_URL: provider.url,
      }
      // PostgreSQL is shared by two workers, of which either may be killed.
      for (let n = 0; n < (dialect === 'postgres' ? 2 : 1); n += 1)
        running.push(await startServer(env, await freePort()))
      const port = running[0]?.port ?? 0
      const { api_key: key } = await call(port, '/v1/merchants', ADMIN, {
        name: 'Alder',
        mode: 'live',
        time_zone: 'America/New_York',
        country: 'US',
        sender: { email: 'hello@alder.example', name: 'Alder' },
      })
      const secret = { connector: 'sendgrid', secret: SENDGRID_KEY }
      const { id } = await call(port, '/v1/connections', ADMIN, secret)
      provider.reportTo(`http://127.0.0.1:${port}/webhooks/sendgrid/${id}`)

      const placing = (async () => {
        for (let n = 0; n < ORDERS; n += 1) {
          await place(port, key, n)
          await pause(20)
        }
      })()
      for (let n = 0; n < KILLS; n += 1) {
        await pause(100 + random() * 700)
        const at = Math.floor(random() * running.length)
        const victim = running[at]
        if (!victim) throw new Error('nothing runs')
        await kill(victim)
        running[at] = await startServer(env, victim.port)
      }
      await placing
      const confirmed = async (n: number) => {
        const { data } = await call(port, `/v1/orders/o${n}/messages`, key)
        return data.find(({ kind }) => kind === 'order_confirmed')
      }
      for (let n = 0; n < ORDERS; n += 1)
        while ((await confirmed(n))?.status !== 'delivered') await pause(500)

      const times = [...provider.taken.values()]
      expect([times.length, times.filter((one) => one !== 1)]).toEqual([ORDERS, []])
    },
    MS_MAX,
  )
})
