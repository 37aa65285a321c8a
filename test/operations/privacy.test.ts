import { zstdDecompressSync } from 'node:zlib'
import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { listOrderEvents } from '../../src/db/events.ts'
import type { Handle } from '../../src/db/open.ts'
import { foldOrder } from '../../src/domain/apply-event.ts'
import type { MailChannel } from '../../src/domain/outcome.ts'
import { cancelOrder } from '../../src/operations/cancel-order.ts'
import { findOrders } from '../../src/operations/read-orders.ts'
import { promiseRules } from '../../src/operations/settle-order.ts'
import { aFulfillment, anItem, anOrder } from '../connectors/shopify/support.ts'
import { eachDatabase } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { openShop, type Shop } from '../support/shop.ts'
import { connectShopify } from '../support/shopify-shop.ts'

const ANA = { email: 'Ana.Ruiz@example.com', phone: '+34 600 123 456' }
/** What must be gone, however it is written; `BEN` what must stay. */
const PERSON = [
  'ana.ruiz',
  'ana ruiz',
  'ruiz',
  '600123456',
  '600 123 456',
  'calle mayor',
  '28013',
  'gift for',
]
const BEN = 'ben.okafor@example.com'
const ORDER_OF_ANA = '5001'

const address = (name: string) => ({
  name,
  address1: 'Calle Mayor 7',
  city: 'Madrid',
  zip: '28013',
  country_code: 'ES',
  province_code: 'M',
  phone: ANA.phone,
})
const anasOrder = (change: Record<string, unknown> = {}) =>
  anOrder({
    email: ANA.email,
    phone: ANA.phone,
    note: 'a gift for my sister',
    shipping_address: address('Ana Ruiz'),
    billing_address: address('Ana Ruiz'),
    line_items: [
      anItem({ properties: [{ name: 'Ships by', value: '2026-04-30' }] }),
      anItem({ id: 12, sku: 'CUP' }),
    ],
    ...change,
  })

eachDatabase('a person who asks to be forgotten', (open) => {
  let handle: Handle
  let shop: Shop
  let shopify: Awaited<ReturnType<typeof connectShopify>>
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { mode: 'live' }, {}, '2026-03-01T14:00:00Z')
    shopify = await connectShopify(shop)
  })

  /** Orders, a package, a cancellation with its reason, mails sent and refused, odd deliveries. */
  async function live() {
    const refusing: MailChannel = {
      name: 'refusing',
      send: async ({ to }) => ({
        outcome: { status: 'rejected', code: '550', detail: `no such user <${to.email}>` },
        bytes: `To: ${to.email}`,
      }),
    }
    const { services, merchant } = shop
    await shopify.deliver('orders/create', anasOrder())
    await shopify.deliver(
      'orders/create',
      anOrder({ id: 6001, name: '#2001', email: BEN, customer: {} }),
    )
    await pumpDue(services)
    await shopify.deliver(
      'fulfillments/create',
      aFulfillment({
        created_at: '2026-03-01T14:00:00Z',
        updated_at: '2026-03-01T14:00:00Z',
        line_items: [{ id: 12, quantity: 1, requires_shipping: true }],
        destination: address('Ana Ruiz'),
      }),
    )
    await pumpDue({ ...services, channels: { ...services.channels, mail: refusing } })
    await cancelOrder(services, merchant, ORDER_OF_ANA, {
      scope: 'waiting',
      lines: [{ id: '11', quantity: 1 }],
      reason: 'Ana Ruiz moves to Calle Mayor 8',
      by: 'shopper',
      actor: 'shopper',
    })
    await shopify.deliver('draft_orders/create', {
      id: 1,
      email: ANA.email.toUpperCase(),
      note: 'a gift for',
    })
    await shopify.deliver('orders/create', anasOrder({ currency: null }))
    await shopify.deliver('themes/publish', { id: 1, name: 'Dawn' })
    await services.writer.write((db) =>
      db
        .insertInto('receipts')
        .values({
          merchant_id: merchant.id,
          message_id: sql`(select id from messages where order_id = '5001' limit 1)`,
          receipt_id: '1',
          kind: 'bounced',
          at: '2026-03-01T14:00:00.000Z',
          detail: `550 <${ANA.email}>`,
        })
        .execute(),
    )
  }

  const redact = () =>
    shopify.deliver('customers/redact', {
      customer: { id: 1, ...ANA },
      orders_to_redact: [5001],
    })

  it('stands everywhere before, so that the search below proves something', async () => {
    await live()
    const places = await placesOf(handle, PERSON)

    for (const place of [
      'events.body',
      'contacts.contact',
      'order_terms.term',
      'deliveries.body',
      'orders.state',
      'audit.detail',
      'attempts.detail',
      'receipts.detail',
      'message_bytes.to_address',
      'message_bytes.handed_over',
    ])
      expect(places, place).toContain(place)
  })

  it('is in no column of any table after, while others stay', async () => {
    await live()
    expect(await redact()).toBe('stored')

    expect(await placesOf(handle, PERSON)).toEqual([])
    expect(await placesOf(handle, [BEN])).toContain('contacts.contact')
    expect(await placesOf(handle, ['dawn'])).toEqual(['deliveries.body'])
  })

  it('leaves the order as it is, less the words of the person, and folded anew it is the same', async () => {
    await live()
    const before = await shop.order(ORDER_OF_ANA)
    const hashes = await kept(handle)
    await redact()
    const after = await shop.order(ORDER_OF_ANA)

    const cancellations = before.cancellations.map((one) => ({ ...one, reason: null }))
    expect(after).toEqual({ ...before, cancellations })
    const events = await listOrderEvents(handle.read, shop.merchant.id, ORDER_OF_ANA)
    expect(foldOrder(ORDER_OF_ANA, events, promiseRules(shop.merchant))).toEqual(after)
    expect(await kept(handle)).toEqual(hashes)
  })

  it('gets nothing more: what was planned is held, with why', async () => {
    await live()
    await redact()
    const open = (await shop.messages(ORDER_OF_ANA)).filter(
      ({ sent_at, status }) => !sent_at && status !== 'failed',
    )

    expect(open.length).toBeGreaterThan(0)
    for (const { status, why } of open)
      expect([status, why]).toEqual(['held', expect.stringContaining('Held: there is no e-mail')])
    const forgottenAt = shop.services.clock.now().toISOString()
    shop.services.clock.advance({ days: 20 })
    while ((await pumpDue(shop.services)) > 0);
    const later = (await shop.messages(ORDER_OF_ANA)).filter(({ channel }) => channel !== 'notify')
    expect(later.filter(({ sent_at }) => (sent_at ?? '') > forgottenAt)).toEqual([])
  })

  it('is found by nobody any more, by name, mail or phone, and the order still by number', async () => {
    await live()
    await redact()
    const found = async (q: string) =>
      (await findOrders(shop.services, shop.merchant, { q, status: null, cursor: null, limit: 50 }))
        .rows.length

    for (const q of [ANA.email, 'Ana', 'Ruiz', ANA.phone, '600123456'])
      expect(await found(q), q).toBe(0)
    expect(await found('#1001')).toBe(1)
  })

  it('is not written anew by what was on its way to a provider in that moment', async () => {
    await shopify.deliver('orders/create', anasOrder())
    const { outbox } = shop.services.channels
    const slow: MailChannel = {
      name: 'slow',
      async send(mail) {
        await redact()
        return outbox.mail.send(mail)
      },
    }
    await pumpDue({ ...shop.services, channels: { ...shop.services.channels, mail: slow } })

    expect(await placesOf(handle, PERSON)).toEqual([])
  })

  it('is noted without saying who it was', async () => {
    await live()
    await redact()
    const [entry] = await audit(handle, 'privacy.redact_customer')

    expect(JSON.parse(entry?.detail ?? '')).toEqual({ orders: [ORDER_OF_ANA], erased: 1 })
  })

  it('is found by mail or phone where the request names no order', async () => {
    await live()
    await shopify.deliver('customers/redact', {
      customer: { phone: '0034 600-123-456' },
      orders_to_redact: [],
    })

    expect((await shop.contact(ORDER_OF_ANA))?.email).toBeNull()
  })

  it('goes with all the others when the shop goes', async () => {
    await live()
    await shopify.deliver('shop/redact', { shop_id: 1, shop_domain: 'fern.myshopify.com' })

    expect(await placesOf(handle, [...PERSON, BEN, 'ben.okafor'])).toEqual([])
    const [entry] = await audit(handle, 'privacy.redact_shop')
    expect(JSON.parse(entry?.detail ?? '')).toEqual({ orders: null, erased: 2 })
  })

  it('is noted, and nothing more, where only the data is asked for', async () => {
    await live()
    const before = await placesOf(handle, PERSON)
    await shopify.deliver('customers/data_request', {
      customer: { id: 1, email: ANA.email.toLowerCase() },
      orders_requested: [77],
    })

    expect(await placesOf(handle, PERSON)).toEqual(before)
    const [entry] = await audit(handle, 'privacy.data_request')
    expect(JSON.parse(entry?.detail ?? '')).toEqual({ orders: ['77', ORDER_OF_ANA], erased: 0 })
    expect(
      (
        await handle.read
          .selectFrom('deliveries')
          .selectAll()
          .where('topic', '=', 'customers/data_request')
          .execute()
      )[0]?.body,
    ).toBe('')
  })

  it('touches no other merchant', async () => {
    const other = await openShop(handle, { name: 'Other' }, {}, '2026-03-01T14:00:00Z')
    await (await connectShopify(other)).deliver('orders/create', anasOrder())
    await redact()
    await shopify.deliver('shop/redact', { shop_domain: 'fern.myshopify.com' })

    expect((await other.contact(ORDER_OF_ANA))?.name).toBe('Ana Ruiz')
  })
})

/** Every column of every table that holds one of the texts: also inside of compressed bytes. */
async function placesOf({ db }: Handle, texts: readonly string[]): Promise<string[]> {
  const places = new Set<string>()
  const known = await db.selectFrom('template_dictionaries').selectAll().execute()
  const dictionaries = new Map<unknown, Buffer>(
    known.map(({ hash, content }) => [hash, zstdDecompressSync(content)]),
  )
  for (const { name: table } of await db.introspection.getTables()) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(
      db,
    )
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        const held = readable(value, row, dictionaries).toLowerCase()
        if (texts.some((text) => held.includes(text))) places.add(`${table}.${column}`)
      }
    }
  }
  return [...places].sort()
}

/** What a frame of zstd begins with (RFC 8878, 3.1.1). */
const FRAME = 0xfd2fb528

/**
 * MIME may wrap a text or write it in base64, so its parts are read both ways. What was handed over is
 * packed by the content that lies beside it, and that by the dictionary of its template.
 */
function readable(
  value: unknown,
  { content, dictionary: hash }: Record<string, unknown>,
  dictionaries: ReadonlyMap<unknown, Buffer>,
): string {
  if (!(value instanceof Uint8Array)) return String(value)
  if (Buffer.from(value).readUInt32LE() !== FRAME) return Buffer.from(value).toString('utf8')
  const own = dictionaries.get(hash)
  const isBeside = content instanceof Uint8Array && value !== content
  const dictionary = isBeside ? zstdDecompressSync(content, own && { dictionary: own }) : own
  const text = zstdDecompressSync(value, dictionary && { dictionary }).toString('utf8')
  const decoded = [...text.matchAll(/[A-Za-z0-9+/=\r\n]{40,}/g)].map(([part]) =>
    Buffer.from(part, 'base64').toString('utf8'),
  )
  return [text, text.replaceAll(/=\r?\n/g, ''), ...decoded].join('\n')
}

const audit = ({ read }: Handle, action: string) =>
  read.selectFrom('audit').selectAll().where('action', '=', action).execute()

/** What stays of a message: that it went, when, and the hash of its bytes. */
const kept = ({ read }: Handle) =>
  read
    .selectFrom('message_bytes')
    .innerJoin('messages', 'messages.id', 'message_bytes.message_id')
    .select(['messages.id', 'messages.kind', 'messages.sent_at', 'message_bytes.sha256'])
    .orderBy('messages.id')
    .execute()
