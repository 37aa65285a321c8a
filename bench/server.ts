import { join } from 'node:path'
import { Hono } from 'hono'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { createWriter } from '../src/db/group-commit.ts'
import { openDatabase } from '../src/db/open.ts'
import { eventSchema } from '../src/domain/event.ts'
import { merchantInput } from '../src/domain/merchant-input.ts'
import { listen } from '../src/http/listen.ts'
import { createLogger } from '../src/lib/log.ts'
import { createMerchant } from '../src/operations/merchants.ts'
import { answerQuestions } from './child.ts'

export type ServerArm = 'bare' | 'ours' | 'ours-alone'
/** The port and the key the first time, and the processor's time that was used so far. */
export type ServerState = { port: number; key: string; cpuMicros: number }

const where = { host: '127.0.0.1', port: 0 }

/** What any Node service must do for such a request: read it, check it, answer. Nothing is kept. */
async function serveBare() {
  const schema = eventSchema('order.placed')
  const app = new Hono().post('/v1/events', async (c) => {
    const { id } = schema.parse(await c.req.json())
    return c.json({ results: [{ id, status: 'accepted' }] }, 202)
  })
  return { ...(await listen(app, where)), key: 'none', close: async () => {} }
}

/** The whole app as `serve --role api` runs it, with its log. */
async function serveOurs(folder: string, groupCommit: boolean) {
  const file = join(folder, `ours-${groupCommit ? 'grouped' : 'alone'}.db`)
  const read = readConfig({ DATABASE_URL: `sqlite:${file}`, BASE_URL: 'https://track.example' })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const app = await createApp(read.config, createLogger({ level: read.config.logLevel }))
  if (!groupCommit)
    app.services.writer = createWriter(openDatabase(`sqlite:${file}`), { groupCommit })
  const { apiKey } = await createMerchant(app.services, merchantInput.parse(MERCHANT))
  const { port } = await listen(app.http, where)
  return { port, key: apiKey, close: () => app.close() }
}

const MERCHANT = {
  name: 'Fern & Fell',
  mode: 'live',
  time_zone: 'America/New_York',
  country: 'US',
  sender: { email: 'hello@fernandfell.example', name: 'Fern & Fell' },
}

const [, , arm, folder = ''] = process.argv
const { port, key, close } =
  arm === 'bare' ? await serveBare() : await serveOurs(folder, arm === 'ours')

answerQuestions(async (): Promise<ServerState> => {
  const { user, system } = process.cpuUsage()
  return { port, key, cpuMicros: user + system }
}, close)
