import { join } from 'node:path'
import { Hono } from 'hono'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { merchantInput } from '../../src/domain/merchant-input.ts'
import { listen } from '../../src/http/listen.ts'
import { createLogger } from '../../src/lib/log.ts'
import { createMerchant } from '../../src/operations/merchants.ts'
import { loadTrackingUrl } from '../../src/operations/read-orders.ts'
import { answerQuestions } from '../child.ts'
import { threePackages } from './order.ts'

/** `path` is the page that is timed; `lookup` where an order is looked up. */
export type PageServer = { port: number; path: string; lookup: string; cpuMicros: number }

const where = { host: '127.0.0.1', port: 0 }

/** Any server that has the page ready: what the machine and its HTTP cost. */
async function serveBare(page: string) {
  const app = new Hono().get('/page', (c) => c.html(page))
  return { ...(await listen(app, where)), path: '/page', lookup: '', close: async () => {} }
}

/** The whole app over SQLite, with an order of three packages. */
async function serveOurs(folder: string) {
  const file = join(folder, 'page.db')
  const read = readConfig({ DATABASE_URL: `sqlite:${file}`, BASE_URL: 'https://track.example' })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const app = await createApp(read.config, createLogger({ level: read.config.logLevel }))
  const { merchant, apiKey } = await createMerchant(app.services, merchantInput.parse(MERCHANT))
  const answer = await app.http.request('/v1/events', {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ events: threePackages(app.services.clock.now()) }),
  })
  if (answer.status !== 202) throw new Error(await answer.text())
  const url = await loadTrackingUrl(app.services, merchant, 'ord_1')
  const { port } = await listen(app.http, where)
  const lookup = `/m/${merchant.slug}/track`
  return { port, path: new URL(url).pathname, lookup, close: () => app.close() }
}

const MERCHANT = {
  name: 'Fern & Fell',
  mode: 'live',
  time_zone: 'America/New_York',
  country: 'US',
  sender: { email: 'hello@fernandfell.example', name: 'Fern & Fell' },
  brand: { color: '#0b6b4f', support_email: 'help@fernandfell.example' },
}

const [, , arm, folder = ''] = process.argv
const bytesOfOurs = '<!doctype html><title>x</title>'.padEnd(20_000, ' page')
const { port, path, lookup, close } =
  arm === 'bare' ? await serveBare(bytesOfOurs) : await serveOurs(folder)

answerQuestions(async (): Promise<PageServer> => {
  const { user, system } = process.cpuUsage()
  return { port, path, lookup, cpuMicros: user + system }
}, close)
