import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import type { Mail } from '../../src/domain/outcome.ts'
import { pruneEarly } from '../../src/operations/early-receipts.ts'
import { type Shop, type TestApp, testApp } from '../http/http-app.ts'
import { clockAt } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import {
  connect,
  type Event,
  placeOrder,
  postEvents,
  postStatus,
  providers,
  sendgridEvent,
} from '../support/receipts.ts'
import { ORDER } from '../support/shop.ts'

/** An event that names our mail by nothing but the id that SendGrid answered with. */
const nameless = (providerId: string, event: string, over: Event = {}): Event => ({
  ...sendgridEvent('', event, over),
  tidings_message_id: undefined,
  sg_message_id: `${providerId}.filter0465p1mdw1.8054.5718271B40.0`,
})

eachDatabase('receipts that bring the provider’s id alone', (open) => {
  let handle: Handle
  let test: TestApp
  let shop: Shop
  let providing: ReturnType<typeof providers>
  let url: string
  /** What happens before our own commit. */
  let whileHanded: (providerId: string, mail: Mail) => Promise<void>
  const told: Promise<unknown>[] = []

  beforeEach(async () => {
    handle = await open()
    test = await testApp(handle)
    shop = await test.newShop({ mode: 'live', clock: undefined })
    providing = providers(test)
    whileHanded = async () => {}
    let mails = 0
    test.services.channels.mail = {
      name: 'sendgrid',
      async send(mail) {
        mails += 1
        const providerId = `sg${mails}`
        await whileHanded(providerId, mail)
        return { outcome: { status: 'accepted', providerId }, bytes: '{}' }
      },
    }
    url = await connect(test, 'sendgrid')
  })
  const tell = async (to: string, ...batch: Event[]) => {
    const answer = await postEvents(test, to, batch)
    return [answer.status, ((await answer.json()) as { answer?: string }).answer]
  }
  const statuses = async () => {
    const rows = await handle.read.selectFrom('messages').select(['provider', 'status']).execute()
    return rows.filter(({ provider }) => provider !== null).map(({ status }) => status)
  }
  const kept = () => handle.read.selectFrom('early_receipts').selectAll().execute()
  const send = async () => {
    await placeOrder(test, shop)
    await providing.run()
  }

  it('move the message that was answered with it', async () => {
    await send()
    expect(await statuses()).toEqual(['sent'])

    expect(await tell(url, nameless('sg1', 'delivered'))).toEqual([200, 'stored'])
    expect(await statuses()).toEqual(['delivered'])
    expect(await kept()).toEqual([])
  })

  it('are kept where they come before our own commit, and count after it', async () => {
    whileHanded = async (providerId) => {
      const bounce = nameless(providerId, 'bounce', { type: 'bounce', reason: '550 unknown' })
      await tell(url, nameless(providerId, 'processed'), bounce)
      await tell(url, bounce)
      expect(await statuses()).toEqual(['sending'])
    }
    await send()

    expect(await statuses()).toEqual(['bounced'])
    const receipts = await handle.read.selectFrom('receipts').selectAll().execute()
    expect(receipts.map(({ kind, detail }) => [kind, detail]).sort()).toEqual([
      ['bounced', '550 unknown'],
      ['processed', null],
    ])
    // As of any bounce: the address is given up, and what nobody read is not counted as said.
    expect(await handle.read.selectFrom('suppressions').selectAll().execute()).toHaveLength(1)
    const rows = await handle.read.selectFrom('messages').select('status').execute()
    expect(rows.map((row) => row.status)).toContain('held')
    expect(await kept()).toEqual([])
  })

  it('are never left over where they come at the moment of our own commit', async () => {
    whileHanded = async (providerId) => {
      told.push(
        tell(url, nameless(providerId, 'processed')),
        tell(url, nameless(providerId, 'delivered')),
      )
    }
    for (let n = 0; n < 24; n += 1) await placeOrder(test, shop, { orderId: `o${n}` })
    while ((await providing.run()) > 0);
    await Promise.all(told)

    expect(await statuses()).toEqual(Array.from({ length: 24 }, () => 'delivered'))
    expect(await kept()).toEqual([])
  })

  it('by another merchant’s own account move nothing, before our commit or after it', async () => {
    const other = await test.newShop({ mode: 'live', clock: undefined, name: 'Other' })
    const theirs = await connect(test, 'sendgrid', other.key)
    whileHanded = async (providerId) => {
      await tell(theirs, nameless(providerId, 'bounce', { type: 'bounce' }))
    }
    await send()
    expect(await statuses()).toEqual(['sent'])

    expect(await tell(theirs, nameless('sg1', 'delivered'))).toEqual([200, 'ignored'])
    expect(await statuses()).toEqual(['sent'])
    expect(await handle.read.selectFrom('receipts').selectAll().execute()).toEqual([])

    const ours = await connect(test, 'sendgrid', shop.key)
    expect(await tell(ours, nameless('sg1', 'delivered'))).toEqual([200, 'stored'])
    expect(await statuses()).toEqual(['delivered'])
  })

  it('that no message comes for are forgotten, and old ones are not kept at all', async () => {
    const hoursAgo = { timestamp: 1_772_463_600 - 7_200 }
    expect(await tell(url, nameless('who', 'delivered', hoursAgo))).toEqual([200, 'ignored'])
    expect(await kept()).toEqual([])
    expect(await tell(url, nameless('who', 'delivered'))).toEqual([200, 'ignored'])
    expect(await kept()).toHaveLength(1)

    expect(await pruneEarly(test.services)).toBe(0)
    test.services.clock = clockAt('2026-03-02T17:00Z')
    expect(await pruneEarly(test.services)).toBe(1)
    expect(await kept()).toEqual([])
    expect(await handle.read.selectFrom('provider_ids').selectAll().execute()).toEqual([])
  })

  it('are kept for texts too', async () => {
    const callback = await connect(test, 'twilio')
    providing.whileHanded = async () => {
      await postStatus(test, callback, { MessageSid: 'SM1', MessageStatus: 'delivered' })
    }
    await placeOrder(test, shop, { sms: true })
    await providing.run()
    const shipped = {
      order_id: ORDER,
      shipment_id: 'S1',
      shipped_at: '2026-03-02T15:00:00Z',
      lines: [{ id: '1', quantity: 1 }],
    }
    const occurredAt = test.services.clock.now().toISOString()
    await test.call(
      'POST',
      '/v1/events',
      { id: 'gone', type: 'shipment.created', occurred_at: occurredAt, data: shipped },
      shop.key,
    )
    await providing.run()

    const rows = await handle.read.selectFrom('messages').selectAll().execute()
    const text = rows.find(({ channel, provider }) => channel === 'sms' && provider !== null)
    expect(text?.status).toBe('delivered')
  })
})
