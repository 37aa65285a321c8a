import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import { seedDemo } from '../../src/cli/demo.ts'
import { readConfig } from '../../src/config.ts'
import { merchantInput } from '../../src/domain/merchant-input.ts'
import type { Clock } from '../../src/lib/clock.ts'
import { silentLog } from '../../src/lib/log.ts'
import { demoAccess, findDemo } from '../../src/operations/demo.ts'
import { createMerchant } from '../../src/operations/merchants.ts'
import { clockAt } from '../support/clock.ts'
import { temporaryFolder } from '../support/folder.ts'

const NOW = '2026-03-24T17:00:00.000Z'
const WHERE = { host: '127.0.0.1', port: 8080, baseUrl: 'http://127.0.0.1:8080', demo: true }

async function openApp(folder: string, clock: Clock): Promise<App> {
  const read = readConfig({ DATABASE_URL: `sqlite:${join(folder, 'tidings.db')}` })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return createApp(read.config, silentLog, clock)
}

describe('the demo shop', () => {
  let folder: string
  let app: App
  let lines: string[]
  const clock = clockAt(NOW)

  beforeAll(async () => {
    folder = await temporaryFolder('tidings-demo-')
    app = await openApp(folder, clock)
    lines = await seedDemo(app, WHERE)
  })
  afterAll(async () => {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  })

  const said = (label: string) =>
    lines.find((line) => line.includes(label))?.split(/\s{2,}/)[2] ?? ''
  const get = async (path: string) => {
    const headers = { authorization: `Bearer ${said('API key')}` }
    const answer = await app.request(path, { headers })
    return (await answer.json()) as {
      data: { order_id: string; status: string; anomalies: unknown[] }[]
      now: string
    }
  }

  it('has orders in every state, and its clock where the system’s is', async () => {
    const { data } = await get('/v1/orders')

    expect(new Set(data.map(({ status }) => status))).toEqual(
      new Set(['open', 'partially_shipped', 'shipped', 'delivered', 'cancelled']),
    )
    expect(data.filter(({ anomalies }) => anomalies.length > 0)).not.toEqual([])
    expect((await get('/v1/clock')).now).toBe(NOW)
    clock.advance({ hours: 1 })
    expect((await get('/v1/clock')).now).toBe('2026-03-24T18:00:00.000Z')
  })

  it('has said what was due in three weeks, each thing at its moment', async () => {
    const { data } = await get('/v1/orders')
    for (const { order_id } of data) {
      const messages = (await get(`/v1/orders/${order_id}/messages`)).data as unknown as {
        kind: string
        status: string
        sent_at: string | null
        due_at: string
      }[]
      expect(messages.length, order_id).toBeGreaterThan(0)
      for (const { kind, status, sent_at, due_at } of messages) {
        const at = `${order_id} ${kind}`
        expect(['sent', 'planned', 'withdrawn'], at).toContain(status)
        if (status === 'sent') expect(sent_at, at).toBe(due_at)
        if (status === 'planned') expect(due_at > NOW, at).toBe(true)
      }
    }
  })

  it('prints a tracking page that opens', async () => {
    const url = new URL(said('Tracking page'))
    const page = await app.request(url.pathname, {})

    expect(url.origin).toBe(WHERE.baseUrl)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('1004')
  })

  it('prints a password that signs in', async () => {
    const { email, password } = demoAccess(app.services)

    expect(lines.join('\n')).toContain(`(${email}, password ${password})`)
    expect(password).toHaveLength(16)
  })

  it('is made once: a second start says the same and tells nothing anew', async () => {
    const before = await get('/v1/orders')
    const demo = await findDemo(app.services)

    expect(await seedDemo(app, WHERE)).toEqual(lines)
    expect(await get('/v1/orders')).toEqual(before)
    expect((await findDemo(app.services))?.id).toBe(demo?.id)
  })
})

describe('a demo shop that was cut off while it was made', () => {
  const CALLS_EACH = 13
  const STARTS_MAX = 20
  let folder: string
  let app: App
  let whole: App
  const clock = clockAt(NOW)

  beforeAll(async () => {
    folder = await temporaryFolder('tidings-demo-cut-')
    app = await openApp(join(folder, 'cut'), clock)
    whole = await openApp(join(folder, 'whole'), clockAt(NOW))
  })
  afterAll(async () => {
    await app.close()
    await whole.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** The process dies after so many calls: the last one was carried out, its answer is lost. */
  const dyingAfter = (calls: number): App => {
    let left = calls
    return {
      ...app,
      async request(path, init) {
        const answer = await app.request(path, init)
        left -= 1
        if (left === 0) throw new Error('cut off')
        return answer
      },
    }
  }

  it('is made whole by the starts after it, with nothing told twice', async () => {
    const noUser = { ...app, createUser: () => Promise.reject(new Error('cut off')) }
    await expect(seedDemo(noUser, WHERE)).rejects.toThrow('cut off')
    let starts = 0
    for (let done = false; !done && starts < STARTS_MAX; starts += 1) {
      clock.advance({ minutes: 1 })
      done = await seedDemo(dyingAfter(CALLS_EACH), WHERE).then(
        () => true,
        () => false,
      )
    }
    await seedDemo(whole, WHERE)

    expect(starts).toBeGreaterThan(3)
    expect(starts).toBeLessThan(STARTS_MAX)
    expect((await findDemo(app.services))?.clock?.runningSince).not.toBeNull()
    expect(await told(app)).toEqual(await told(whole))
    const members = await app.services.read.selectFrom('members').selectAll().execute()
    expect(members).toHaveLength(1)
  })

  const told = async ({ services: { read } }: App) => [
    await read
      .selectFrom('messages')
      .select(['order_id', 'kind', 'channel', 'status', 'due_at', 'sent_at'])
      .orderBy('order_id')
      .orderBy('due_at')
      .orderBy('kind')
      .orderBy('channel')
      .execute(),
    await read
      .selectFrom('events')
      .select(['order_id', 'type', 'occurred_at'])
      .where('type', '!=', 'message.sent')
      .orderBy('order_id')
      .orderBy('occurred_at')
      .orderBy('type')
      .execute(),
  ]
})

describe('a shop of somebody’s own that is called demo', () => {
  it('is left as it is', async () => {
    const folder = await temporaryFolder('tidings-demo-own-')
    const app = await openApp(folder, clockAt(NOW))
    const input = {
      name: 'Mine',
      slug: 'demo',
      mode: 'test',
      time_zone: 'America/New_York',
      country: 'US',
      sender: { email: 'me@mine.example', name: 'Mine' },
    }
    await createMerchant(app.services, merchantInput.parse(input))
    await seedDemo(app, WHERE).catch(() => null)

    expect(await app.services.read.selectFrom('events').selectAll().execute()).toEqual([])
    await app.close()
    await rm(folder, { recursive: true, force: true })
  })
})
