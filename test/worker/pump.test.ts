import { beforeEach, expect, it, vi } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import type { ChannelBounds, HandedOver, Mail, MailChannel } from '../../src/domain/outcome.ts'
import type { Services } from '../../src/operations/services.ts'
import { startWorker } from '../../src/worker/worker.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, aPackage, openShop, orderData, type Shop, waitingLine } from '../support/shop.ts'

const TAKEN: HandedOver = { outcome: { status: 'accepted', providerId: null }, bytes: 'bytes' }

/** A provider that answers all but those to whom it is told to leave without an answer. */
function provider({ name = 'fake', bounds = {} as ChannelBounds, silentTo = '' } = {}) {
  const asked: string[] = []
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const hand = async (to: string) => {
    asked.push(to)
    if (silentTo && to.startsWith(silentTo)) await released
    return TAKEN
  }
  return {
    asked,
    release,
    mail: { name, bounds, send: (mail: Mail) => hand(mail.to.email) } satisfies MailChannel,
    text: { name, bounds, send: (text: { to: string }) => hand(text.to) },
  }
}

eachDatabase('the pump', (open) => {
  let handle: Handle
  let live: Shop
  beforeEach(async () => {
    handle = await open()
    live = await openShop(handle, { mode: 'live' })
  })

  async function withWorker(channels: object, run: () => Promise<void>, after = () => {}) {
    const { services } = live
    services.channels = { ...services.channels, ...channels } as Services['channels']
    const worker = startWorker(services)
    services.wake = worker.wake
    try {
      await run()
    } finally {
      after()
      await worker.stop()
    }
  }

  const place = (shop: Shop, n: number, email: string) =>
    shop.tell(
      'order.placed',
      orderData([aLine('1')], { order_id: `ord_${n}`, customer: { email } }),
    )

  it('sends on while one provider call hangs, more of them than a batch holds', async () => {
    const slow = provider({ silentTo: 'slow' })
    await place(live, 0, 'slow@example.com')
    for (let n = 1; n <= 40; n += 1) await place(live, n, `quick${n}@example.com`)
    await withWorker(
      { mail: slow.mail },
      () => vi.waitFor(() => expect(slow.asked).toHaveLength(41), 20_000),
      slow.release,
    )

    expect((await live.message('order_confirmed', 'ord_0')).status).toBe('sent')
    expect(new Set(slow.asked).size).toBe(41)
  })

  it('leaves what a resting provider would not take where it waits, and sends the rest', async () => {
    const resting = provider({
      name: 'twilio',
      bounds: { standing: () => ({ room: 0, again: Number.MAX_SAFE_INTEGER }) },
    })
    const mails = provider()
    const customer = { email: 'jon@example.com', phone: '+12125550123', sms_consent: true }
    await live.tell('order.placed', orderData([aLine('1')], { order_id: 'ord_1', customer }))
    await live.tell('shipment.created', aPackage({ 1: 1 }))
    live.services.clock.advance({ hours: 1 })
    await withWorker({ mail: mails.mail, text: resting.text }, async () => {
      await vi.waitFor(() => expect(mails.asked.length).toBeGreaterThanOrEqual(1), 20_000)
      await place(live, 2, 'second@example.com')
      await vi.waitFor(() => expect(mails.asked).toContain('second@example.com'), 20_000)
    })

    expect(resting.asked).toEqual([])
    const texts = (await live.messages('ord_1')).filter(({ channel }) => channel === 'sms')
    expect(texts.length).toBeGreaterThan(0)
    expect(new Set(texts.map(({ status }) => status))).toEqual(new Set(['planned']))
    const attempts = await handle.read.selectFrom('attempts').select('provider').execute()
    expect(attempts.filter((one) => one.provider === 'twilio')).toEqual([])
  })

  it("hands over another merchant's confirmation while one's heap is being sent", async () => {
    const other = await openShop(handle, { mode: 'live', name: 'Other' })
    const mails = provider()
    for (let n = 1; n <= 120; n += 1) await place(live, n, `heap${n}@example.com`)
    live.services.clock.advance({ minutes: 1 })
    other.services.clock.set(live.services.clock.now().toISOString())
    await place(other, 1, 'other@example.com')
    await withWorker({ mail: mails.mail }, () =>
      vi.waitFor(() => expect(mails.asked).toHaveLength(121), 30_000),
    )

    // Two claims before that there is more than they hold is known, and one turn of its own.
    expect(mails.asked.indexOf('other@example.com')).toBeLessThan(60)
  })

  it('has a message begun before its moment, and hands it over then and not sooner', async () => {
    const mails = provider()
    await live.place([waitingLine('1')])
    await withWorker({ mail: mails.mail }, () =>
      vi.waitFor(() => expect(mails.asked).toHaveLength(1), 20_000),
    )
    const { due_at: dueAt } = await live.message('backorder_checkin')
    live.services.clock.set(new Date(Date.parse(dueAt) - 10).toISOString())

    await withWorker({ mail: mails.mail }, async () => {
      const status = async () => (await live.message('backorder_checkin')).status
      await vi.waitFor(async () => expect(await status()).toBe('sending'), 20_000)
      expect(mails.asked).toHaveLength(1)
      live.services.clock.set(dueAt)
      await vi.waitFor(() => expect(mails.asked).toHaveLength(2), 20_000)
    })
    expect(await live.message('backorder_checkin')).toMatchObject({
      status: 'sent',
      sent_at: dueAt,
    })
  })
})
