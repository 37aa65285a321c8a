import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type App, createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Merchant } from '../../src/domain/merchant.ts'
import { merchantInput } from '../../src/domain/merchant-input.ts'
import { createLogger } from '../../src/lib/log.ts'
import { createMerchant } from '../../src/operations/merchants.ts'
import { recordEvent } from '../../src/operations/record-events.ts'
import { percentile } from '../statistics.ts'
import { copyOrder } from './seed.ts'

/** Between two orders of the other merchant. */
const EVERY_MS = 50
const MOST_MINUTES = 60
const P99_MS_MAX = 250

const orders = Number(process.argv[2] ?? 100_000)
if (!Number.isInteger(orders) || orders < 1) {
  console.error('Usage: npm run bench:redate -- [ORDERS]')
  process.exit(64)
}
const folder = await mkdtemp(join(tmpdir(), 'tidings-redate-'))
const file = join(folder, 'tidings.db')
/** One supply slips that so many orders wait for, while another merchant goes on as always. */
async function measure() {
  const read = readConfig({ DATABASE_URL: `sqlite:${file}`, TIDINGS_DEMO: '0' })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const app = await createApp(read.config, createLogger({ level: 'warn' }))
  const sentAt = noteSending(app)
  const great = await newMerchant(app, 'Great')
  const small = await newMerchant(app, 'Small')
  const worker = app.startWorker()
  await stated(app, great, 'supply.expected', supplyOf(20))
  await stated(app, great, 'order.placed', orderOf('ord_t'))
  while (!sentAt.has('ord_t')) await sleep(10)
  await sleep(500)

  const seeding = performance.now()
  copyOrder(file, 'ord_t', orders - 1)
  console.log(`${orders} orders wait, seeded in ${seconds(performance.now() - seeding)} s`)

  const alone = await watch(app, small, sentAt, () => Promise.resolve(false), 100)
  const begun = performance.now()
  await stated(app, great, 'supply.expected', supplyOf(40))
  const answered = performance.now() - begun
  const during = await watch(app, small, sentAt, () => isOpen(app), Number.POSITIVE_INFINITY)
  const took = performance.now() - begun
  const moved = await movedOrders(app, great)
  await worker.stop()
  await app.close()

  console.log(`the event was answered in ${answered.toFixed(1)} ms`)
  console.log(`all dated anew in ${seconds(took)} s; ${moved} have a message planned`)
  print('another merchant alone', alone)
  print('another merchant meanwhile', during)
  const isWithin = moved === orders && percentile(during.confirmed, 0.99) < P99_MS_MAX
  process.exitCode = isWithin ? 0 : 1
}

type Watched = { recorded: number[]; confirmed: number[] }

/** New orders of a merchant, one after the other: until each is durable, and its mail handed over. */
async function watch(
  app: App,
  merchant: Merchant,
  sentAt: Map<string, number>,
  goesOn: () => Promise<boolean>,
  least: number,
): Promise<Watched> {
  const seen: Watched = { recorded: [], confirmed: [] }
  const waits: Promise<void>[] = []
  const until = performance.now() + MOST_MINUTES * 60_000
  const count = Number.isFinite(least) ? least : 0
  for (let at = 0; at < count || (await goesOn()); at += 1) {
    if (performance.now() > until) break
    const id = `ord_${merchant.slug}_${performance.now().toFixed(3)}`
    const begun = performance.now()
    await stated(app, merchant, 'order.placed', orderOf(id))
    seen.recorded.push(performance.now() - begun)
    waits.push(confirmed(sentAt, id).then((sent) => void seen.confirmed.push(sent - begun)))
    await sleep(EVERY_MS)
  }
  await Promise.all(waits)
  return seen
}

async function confirmed(sentAt: Map<string, number>, id: string): Promise<number> {
  for (;;) {
    const sent = sentAt.get(id)
    if (sent !== undefined) return sent
    await sleep(2)
  }
}

/** When the mail of an order was handed over: its address names it. */
function noteSending(app: App): Map<string, number> {
  const sentAt = new Map<string, number>()
  const { mail } = app.services.channels
  app.services.channels.mail = {
    name: mail.name,
    send(message) {
      const [id = ''] = message.to.email.split('@')
      if (!sentAt.has(id)) sentAt.set(id, performance.now())
      return mail.send(message)
    },
  }
  return sentAt
}

const newMerchant = async ({ services }: App, name: string) =>
  (
    await createMerchant(
      services,
      merchantInput.parse({
        name,
        mode: 'live',
        time_zone: 'America/New_York',
        country: 'US',
        sender: { email: 'hello@example.com', name },
      }),
    )
  ).merchant

let count = 0
function stated({ services }: App, merchant: Merchant, type: string, data: object) {
  count += 1
  const occurred_at = new Date().toISOString()
  return recordEvent(services, merchant, { id: `evt_${count}`, type, occurred_at, data })
}

const supplyOf = (days: number) => ({
  supply_id: 'PO1',
  sku: 'KETTLE',
  quantity: 1_000_000,
  expected_at: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10),
})

const orderOf = (order_id: string) => ({
  order_id,
  order_number: order_id,
  placed_at: new Date().toISOString(),
  currency: 'USD',
  customer: { name: 'Jon Snow', email: `${order_id}@example.com` },
  shipping_address: { country: 'US', region: 'NY', postal_code: '10012' },
  lines: [
    {
      id: '1',
      title: 'Kettle',
      sku: 'KETTLE',
      quantity: 1,
      backorder: { quantity: 1, kind: 'standard', expected_at: null },
    },
  ],
})

const isOpen = async ({ services }: App) =>
  (await services.read
    .selectFrom('walks')
    .select('id')
    .where('done_at', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined

const movedOrders = async ({ services }: App, { id }: Merchant) => {
  const { rows } = await services.read
    .selectFrom('messages')
    .select(({ fn }) => fn.count<number>('order_id').distinct().as('orders'))
    .where('merchant_id', '=', id)
    .where('kind', 'in', ['eta_slipped', 'delay_option'])
    .where('status', '=', 'planned')
    .executeTakeFirstOrThrow()
    .then((row) => ({ rows: Number(row.orders) }))
  return rows
}

const seconds = (ms: number) => (ms / 1_000).toFixed(1)

function print(what: string, { recorded, confirmed: sent }: Watched) {
  const both = (values: number[]) =>
    `p50 ${percentile(values, 0.5).toFixed(0)} ms, p99 ${percentile(values, 0.99).toFixed(0)} ms`
  console.log(`${what}, ${recorded.length} orders:`)
  console.log(`  event recorded and durable: ${both(recorded)}`)
  console.log(`  its confirmation handed over: ${both(sent)}`)
}

try {
  await measure()
} finally {
  await rm(folder, { recursive: true, force: true })
}
