import { setTimeout as sleep } from 'node:timers/promises'
import { type App, createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Merchant } from '../../src/domain/merchant.ts'
import { merchantInput } from '../../src/domain/merchant-input.ts'
import { createLogger } from '../../src/lib/log.ts'
import { createMerchant } from '../../src/operations/merchants.ts'
import { recordEvent } from '../../src/operations/record-events.ts'
import { settleOrder } from '../../src/operations/settle-order.ts'
import type { MessageInput } from '../../src/render/message.ts'

export const SECRET = 'the secret of a bench that has 32 characters'
const ORIGIN = 'https://track.example'
const DAY_MS = 86_400_000
/** Nothing here waits longer for a worker of the product to send a single mail. */
const SENT_MS_MAX = 20_000

/** What a message is about when it falls due: see `tellStory`. */
export type Story = 'confirmed' | 'slipped' | 'waiting'
/** The kind of the one message that is due in each; none in the last, where all lie ahead. */
export const KIND_OF: Record<Story, string | null> = {
  confirmed: 'backorder_confirmed',
  slipped: 'eta_slipped',
  waiting: null,
}
export type Shop = { merchant: Merchant; apiKey: string }
/** As it is handed to the templates when this message is sent. */
export type Scene = MessageInput

/** The product itself, with a clock that is handed to it and a local outbox. */
export async function openProduct(databaseUrl: string, clock = { now: () => new Date() }) {
  const read = readConfig({
    DATABASE_URL: databaseUrl,
    TIDINGS_SECRET: SECRET,
    TIDINGS_DEMO: '0',
    BASE_URL: ORIGIN,
  })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return createApp(read.config, createLogger({ level: 'warn' }), clock)
}

export const openShop = ({ services }: App, name: string): Promise<Shop> =>
  createMerchant(
    services,
    merchantInput.parse({
      name,
      mode: 'live',
      time_zone: 'America/Toronto',
      // Of the United States a slip would be an offer (16 CFR 435.2), which each reader answers.
      country: 'CA',
      sender: { email: 'hello@fernandfell.example', name },
    }),
  )

/**
 * One order that the product itself brings to where its message falls due at `dueAt`: every rule and
 * every row is its own. `token` stands in each of its ids, so that copies can be made of it.
 */
export async function tellStory(
  databaseUrl: string,
  { story, token, shopName, dueAt }: { story: Story; token: string; shopName: string; dueAt: Date },
): Promise<{ shop: Shop; scene: Scene | null }> {
  const clock = { at: story === 'confirmed' ? dueAt : new Date(dueAt.getTime() - 10 * DAY_MS) }
  const app = await openProduct(databaseUrl, { now: () => clock.at })
  let made = 0
  try {
    const shop = await openShop(app, shopName)
    app.services.newId = (prefix, merchantId) => {
      made += 1
      return merchantId
        ? `${prefix}_${merchantId.slice(4)}_${token}${made}`
        : `${prefix}_${token}${made}`
    }
    await state(app, shop, 'order.placed', clock.at, placed(token, clock.at, dueAt))
    if (story !== 'confirmed') await sendFirstWord(app)
    if (story === 'slipped') {
      clock.at = new Date(dueAt.getTime() - 15 * 60_000)
      const lines = [{ id: '3', expected_at: day(dueAt, 40) }]
      const slip = { order_id: token, lines, reason: 'The supplier ships later than planned.' }
      await state(app, shop, 'backorder.eta_changed', clock.at, slip)
      clock.at = dueAt
    }
    const kind = KIND_OF[story]
    return { shop, scene: kind ? await sceneOf(app, shop, token, kind) : null }
  } finally {
    await app.close()
  }
}

async function sendFirstWord(app: App) {
  const worker = app.startWorker()
  const until = performance.now() + SENT_MS_MAX
  while (!(await isSent(app))) {
    if (performance.now() > until) throw new Error('the confirmation was not sent')
    await sleep(20)
  }
  await worker.stop()
}

const isSent = async ({ services }: App) =>
  (await services.read
    .selectFrom('messages')
    .select('id')
    .where('status', '=', 'sent')
    .limit(1)
    .executeTakeFirst()) !== undefined

/** The same that the product puts together when it sends this message. */
async function sceneOf(app: App, { merchant }: Shop, orderId: string, kind: string) {
  const now = app.services.clock.now().toISOString()
  const { order, contact, plan } = await app.services.writer.write((db) =>
    settleOrder(app.services, db, merchant, orderId, [], now),
  )
  const wanted = plan.wanted.find((one) => one.kind === kind)
  if (!wanted) {
    const kinds = plan.wanted.map((one) => `${one.kind} ${one.dueAt}`).join(', ')
    throw new Error(`no ${kind} is planned: ${kinds}`)
  }
  const tracking = `${ORIGIN}/t/trk_${merchant.id.slice(4)}_abcdefghijklmnopqrstuv`
  const links = {
    tracking,
    cancel: `${tracking}/cancel`,
    keep: `${tracking}/choice`,
    act: null,
    logo: null,
    origin: ORIGIN,
  }
  return {
    kind: wanted.kind,
    facts: wanted.facts,
    order,
    contact,
    merchant,
    links,
    letter: null,
    now,
  }
}

export function state(
  { services }: App,
  { merchant }: Shop,
  type: string,
  at: Date,
  data: { order_id: string },
) {
  const id = `evt-${data.order_id}-${type}`
  return recordEvent(services, merchant, { id, type, occurred_at: at.toISOString(), data })
}

/** Three lines, one of them backordered. */
export function placed(orderId: string, at: Date, dueAt: Date) {
  return {
    order_id: orderId,
    order_number: `#${orderId}`,
    placed_at: at.toISOString(),
    currency: 'USD',
    payment_status: 'paid',
    customer: {
      name: 'Margaret Ellison',
      email: `margaret.${orderId}@example.com`,
      locale: 'en-CA',
    },
    shipping_address: {
      name: 'Margaret Ellison',
      line1: '1420 Juniper Street',
      city: 'Toronto',
      region: 'ON',
      postal_code: 'M5V 2T6',
      country: 'CA',
    },
    lines: [
      line('1', 'Waxed canvas apron', '64.00'),
      line('2', 'Cast iron trivet', '28.50'),
      {
        ...line('3', 'Carbon steel skillet, 26 cm', '89.00'),
        backorder: { quantity: 1, kind: 'standard', expected_at: day(dueAt, 14) },
      },
    ],
  }
}

const line = (id: string, title: string, amount: string) => ({
  id,
  title,
  sku: `SKU-${id}`,
  quantity: 1,
  unit_price: { amount, currency: 'USD' },
})

const day = (from: Date, days: number) =>
  new Date(from.getTime() + days * DAY_MS).toISOString().slice(0, 10)
