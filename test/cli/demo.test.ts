import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import { seedDemo } from '../../src/cli/demo.ts'
import { readConfig } from '../../src/config.ts'
import { silentLog } from '../../src/lib/log.ts'
import { demoAccess, findDemo } from '../../src/operations/demo.ts'
import { clockAt } from '../support/clock.ts'
import { temporaryFolder } from '../support/folder.ts'

const NOW = '2026-03-24T17:00:00.000Z'
const WHERE = { host: '127.0.0.1', port: 8080, baseUrl: 'http://127.0.0.1:8080', demo: true }

describe('the demo shop', () => {
  let folder: string
  let app: App
  let lines: string[]
  const clock = clockAt(NOW)

  beforeAll(async () => {
    folder = await temporaryFolder('tidings-demo-')
    const read = readConfig({ DATABASE_URL: `sqlite:${join(folder, 'tidings.db')}` })
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    app = await createApp(read.config, silentLog, clock)
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
