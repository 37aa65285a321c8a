import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/db/open.ts'
import { freePort } from '../support/ports.ts'
import { startServer } from '../support/process.ts'

const ADMIN = 'the-admin-token'
const ORDERS = 30
/** As long as a process may take to stop, and room for a machine that is busy. */
const MS_MAX = 60_000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe.skipIf(process.platform === 'win32')(
  'the server, told to stop after it has worked',
  () => {
    let folder: string
    let port: number
    let child: ChildProcess | undefined
    let provider: Server | null
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'tidings-flight-'))
      port = await freePort()
      child = undefined
      provider = null
    })
    afterEach(async () => {
      child?.kill('SIGKILL')
      provider?.closeAllConnections()
      provider?.close()
      rmSync(folder, { recursive: true })
    })

    const url = () => `sqlite:${folder}/tidings.db`

    async function start(env: Record<string, string> = {}) {
      const own = { DATABASE_URL: url(), TIDINGS_ADMIN_TOKEN: ADMIN, ...env }
      const started = await startServer(own, port)
      child = started.child
      return started
    }

    async function call(path: string, key: string, body: object) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
      })
      expect(answer.ok).toBe(true)
      return (await answer.json()) as { api_key: string }
    }

    async function placeMany() {
      const { api_key: key } = await call('/v1/merchants', ADMIN, {
        name: 'Alder',
        mode: 'live',
        time_zone: 'America/New_York',
        country: 'US',
        sender: { email: 'hello@alder.example', name: 'Alder' },
      })
      const now = new Date().toISOString()
      const unit_price = { amount: '1.00', currency: 'USD' }
      const events = Array.from({ length: ORDERS }, (_, n) => ({
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
      }))
      await call('/v1/events', key, { events })
    }

    /** How many confirmations stand how. */
    async function standing(): Promise<Record<string, number>> {
      const handle = openDatabase(url())
      const rows = await handle.read
        .selectFrom('messages')
        .select('status')
        .where('kind', '=', 'order_confirmed')
        .execute()
      await handle.close()
      const byStatus = Map.groupBy(rows, ({ status }) => status)
      return Object.fromEntries([...byStatus].map(([status, of]) => [status, of.length]))
    }

    it(
      'exits 0 once a batch of orders has gone',
      async () => {
        const { exit } = await start()
        await placeMany()
        while ((await standing()).sent !== ORDERS) await pause(100)
        child?.kill('SIGTERM')

        expect(await exit).toEqual([0, null])
      },
      MS_MAX,
    )

    it(
      'exits 0 with mails in flight by a thread of its own, and has stored what became of them',
      async () => {
        let asked = 0
        let answered = 0
        const open: (() => void)[] = []
        provider = createServer((request, response) => {
          request.resume()
          asked += 1
          open.push(() => {
            answered += 1
            response.writeHead(202, { 'x-message-id': String(asked) }).end()
          })
        })
        provider.listen(0, '127.0.0.1')
        await once(provider, 'listening')
        const { exit } = await start({
          SENDGRID_API_KEY: 'SG.key',
          SENDGRID_API_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`,
        })
        await placeMany()
        while (asked < 5) await pause(20)
        child?.kill('SIGTERM')
        // Answered once it takes no more requests itself: then all that holds it are these mails.
        while (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null)) await pause(20)
        expect(child?.exitCode).toBeNull()
        const answering = setInterval(() => {
          for (const answer of open.splice(0)) answer()
        }, 20)
        const ended = await exit
        clearInterval(answering)

        expect(ended).toEqual([0, null])
        expect(answered).toBeGreaterThanOrEqual(5)
        const { sent, ...others } = await standing()
        expect(sent).toBe(answered)
        expect(Object.keys(others).filter((status) => status !== 'planned')).toEqual([])
      },
      MS_MAX,
    )
  },
)
