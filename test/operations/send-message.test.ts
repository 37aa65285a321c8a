import { createHash } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { findHandedOver } from '../../src/db/sent.ts'
import { noContact } from '../../src/domain/contact.ts'
import type { Mail, MailChannel, Outcome, Text } from '../../src/domain/outcome.ts'
import { loadMessage } from '../../src/operations/read-message.ts'
import { sendMessage } from '../../src/operations/send-message.ts'
import type { Services } from '../../src/operations/services.ts'
import { eachDatabase, onPostgres } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { testServices } from '../support/services.ts'
import {
  aLine,
  aPackage,
  OPENED_AT,
  openShop,
  type Shop,
  shopOf,
  waitingLine,
} from '../support/shop.ts'

const ACCEPTED: Outcome = { status: 'accepted', providerId: 'prv_1' }
const LATER: Outcome = {
  status: 'try_later',
  code: '429',
  detail: 'slow down',
  retryAfterSeconds: null,
}
const REJECTED: Outcome = { status: 'rejected', code: '550', detail: 'no such mailbox' }

/** A provider that keeps what it was handed, and answers in turn; the last answer stays. */
function fakeProvider(...answers: Outcome[]) {
  return providerNamed('fake', ...answers)
}

function providerNamed(name: string, ...answers: Outcome[]) {
  const mails: Mail[] = []
  const texts: Text[] = []
  const hand = <T>(list: T[], one: T) => {
    const outcome = answers[Math.min(list.length, answers.length - 1)] ?? ACCEPTED
    list.push(one)
    return Promise.resolve({ outcome, bytes: `the bytes of ${JSON.stringify(one)}` })
  }
  const mail: MailChannel = { name, send: (one) => hand(mails, one) }
  return { mails, texts, mail, text: { name, send: (one: Text) => hand(texts, one) } }
}

/** Services with these live channels; the outbox stays what it was. */
const withProvider = (
  services: Services,
  { mail, text }: Pick<Services['channels'], 'mail' | 'text'>,
) => ({
  ...services,
  channels: { ...services.channels, mail, text },
})

eachDatabase('sending', (open) => {
  let handle: Handle
  let live: Shop
  beforeEach(async () => {
    handle = await open()
    live = await openShop(handle, { mode: 'live' })
  })

  const runWith = (provider: ReturnType<typeof fakeProvider>) =>
    pumpDue(withProvider(live.services, provider))
  const message = () => live.message('order_confirmed')
  const detail = async () => loadMessage(live.services, live.merchant, (await message()).id)

  it('asks for answers where the brand says that it is asked, else to the sender', async () => {
    const provider = fakeProvider()
    await live.place([aLine('1')])
    await runWith(provider)
    const brand = { support_email: 'ask@fern.example' }
    const branded = await openShop(handle, { mode: 'live', brand })
    await branded.place([aLine('1')])
    await pumpDue(withProvider(branded.services, provider))
    expect(provider.mails.map(({ replyTo }) => replyTo)).toEqual([
      null,
      { email: 'ask@fern.example', name: branded.merchant.sender.name },
    ])
  })

  it('keeps what the provider was handed: as sent is as shown', async () => {
    await live.place([aLine('1')])
    const provider = fakeProvider()
    expect(await runWith(provider)).toBe(1)

    const [mail] = provider.mails
    const { message: row, sent, attempts } = await detail()
    expect(row).toMatchObject({
      status: 'sent',
      sent_at: OPENED_AT,
      provider: 'fake',
      provider_id: 'prv_1',
    })
    expect(sent).toMatchObject({ to: 'jon.snow@example.com', subject: mail?.subject })
    expect(sent?.content).toEqual({ html: mail?.html, text: mail?.text, headers: mail?.headers })
    expect(mail).toMatchObject({
      messageId: row.id,
      from: { email: 'hello@fern.example', name: 'Fern & Fell' },
      to: { email: 'jon.snow@example.com', name: 'Jon Snow' },
    })
    expect(attempts).toEqual([
      {
        n: 1,
        provider: 'fake',
        begunAt: OPENED_AT,
        endedAt: OPENED_AT,
        outcome: 'accepted',
        detail: null,
      },
    ])

    const kept = await handle.read.selectFrom('message_bytes').selectAll().execute()
    const bytes = (await findHandedOver(handle.read, live.merchant.id, row.id)) ?? ''
    expect(bytes).toBe(`the bytes of ${JSON.stringify(mail)}`)
    expect(kept[0]?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it('hands over a name of one line, whatever the shop was told', async () => {
    const customer = { name: 'Jon\r\nBcc: all@example.com\u0007', email: 'jon.snow@example.com' }
    await live.place([aLine('1')], { customer })
    const provider = fakeProvider()
    await runWith(provider)

    expect(provider.mails.map(({ to }) => to.name)).toEqual(['Jon Bcc: all@example.com'])
  })

  it('hands over nothing twice, and leaves nothing waiting', async () => {
    await live.place([aLine('1')])
    const provider = fakeProvider()
    await runWith(provider)

    expect(await runWith(provider)).toBe(0)
    expect(provider.mails).toHaveLength(1)
    const now = live.services.clock.now().toISOString()
    expect((await live.due()).filter(({ at }) => at <= now)).toEqual([])
  })

  it('waits for its moment', async () => {
    await live.place([waitingLine('1')])
    const provider = fakeProvider()
    await runWith(provider)
    // A little sooner it is begun, and held until then: see the pump's own test.
    live.services.clock.set('2026-03-04T14:59:59.979Z')
    expect(await runWith(provider)).toBe(0)

    live.services.clock.advance({ milliseconds: 21 })
    expect(await runWith(provider)).toBe(1)
    expect(provider.mails.map(({ html }) => html === null)).toEqual([false, true])
  })

  it('asks the rules once more: what is no longer true is not handed over', async () => {
    await live.place([waitingLine('1')])
    await live.services.writer.write((db) =>
      db
        .updateTable('contacts')
        .set({ contact: JSON.stringify(noContact()) })
        .execute(),
    )
    const provider = fakeProvider()
    await runWith(provider)

    expect(provider.mails).toEqual([])
    expect(await live.message('backorder_confirmed')).toMatchObject({ status: 'held' })
    expect((await live.due()).filter(({ at }) => at <= OPENED_AT)).toEqual([])
  })

  it('tries again where the provider asks for it, sooner at first and later after', async () => {
    await live.place([aLine('1')])
    const provider = fakeProvider(LATER, LATER, ACCEPTED)
    await runWith(provider)
    expect(await message()).toMatchObject({ status: 'planned', sent_at: null })
    const wait = async () => {
      const [next] = await live.due()
      return (Date.parse(next?.at ?? '') - live.services.clock.now().getTime()) / 1_000
    }
    expect(await wait()).toBeLessThanOrEqual(2)

    live.services.clock.advance({ seconds: 2 })
    await runWith(provider)
    expect(await wait()).toBeLessThanOrEqual(4)

    live.services.clock.advance({ seconds: 4 })
    await runWith(provider)
    expect(await message()).toMatchObject({ status: 'sent', sent_at: '2026-03-02T15:00:06.000Z' })
    expect((await detail()).attempts.map(({ n, outcome }) => [n, outcome])).toEqual([
      [1, 'try_later'],
      [2, 'try_later'],
      [3, 'accepted'],
    ])
  })

  it('withdraws what stopped being true while the provider was busy', async () => {
    await live.place([aLine('1')])
    const provider = fakeProvider(LATER, ACCEPTED)
    await runWith(provider)
    await live.tell('shipment.created', aPackage({ 1: 1 }))
    live.services.clock.advance({ minutes: 1 })
    await runWith(provider)
    await runWith(provider)

    expect((await message()).status).toBe('withdrawn')
    expect(provider.mails.map(({ messageId }) => messageId)).toEqual([
      (await message()).id,
      (await live.message('shipped')).id,
    ])
  })

  it('has failed where the provider refuses it, and tells nobody that it was said', async () => {
    await live.place([aLine('1')])
    const provider = fakeProvider(REJECTED)
    await runWith(provider)
    live.services.clock.advance({ days: 1 })
    await runWith(provider)

    const id = provider.mails[0]?.messageId ?? ''
    const { message: row, attempts } = await loadMessage(live.services, live.merchant, id)
    expect(row).toMatchObject({ status: 'failed', sent_at: null, provider_id: null })
    expect(attempts).toMatchObject([{ outcome: 'rejected', detail: 'no such mailbox' }])
    expect((await live.order()).said).toEqual([])
    // To the same address it would hear the same.
    expect(provider.mails).toHaveLength(1)
  })

  it('is unclear where no answer came, and does not go again by itself', async () => {
    await live.place([aLine('1')])
    const provider = fakeProvider({ status: 'unclear', detail: 'the connection ended' })
    await runWith(provider)
    live.services.clock.advance({ days: 1 })
    await runWith(provider)

    expect(await message()).toMatchObject({ status: 'unclear' })
    expect(provider.mails).toHaveLength(1)
    expect((await live.order()).said.map(({ kind }) => kind)).toEqual(['order_confirmed'])
  })

  it('is unclear after a crash between hand-over and answer, and never goes twice', async () => {
    await live.place([aLine('1')])
    const crashing = fakeProvider()
    const { mail } = crashing
    const dead: MailChannel = {
      name: 'fake',
      async send(one) {
        await mail.send(one)
        throw new Error('the process ended here')
      },
    }
    await pumpDue(withProvider(live.services, { ...crashing, mail: dead }))
    expect((await message()).status).toBe('sending')

    live.services.clock.advance({ seconds: 29 })
    expect(await runWith(crashing)).toBe(0)
    live.services.clock.advance({ seconds: 1 })
    expect(await runWith(crashing)).toBe(1)
    expect((await message()).status).toBe('unclear')

    await live.tell('order.updated', { customer: { name: 'Jon' } })
    live.services.clock.advance({ days: 2 })
    await runWith(crashing)
    expect(crashing.mails).toHaveLength(1)
    expect((await detail()).attempts).toMatchObject([
      { n: 1, outcome: 'unclear', endedAt: '2026-03-02T15:00:30.000Z' },
    ])
    expect(await message()).toMatchObject({ status: 'unclear', sent_at: OPENED_AT })
    expect((await live.order()).said.map(({ kind }) => kind)).toEqual(['order_confirmed'])
  })

  it('goes again by SMTP, which cannot be asked, as the same mail under the same Message-ID', async () => {
    await live.place([aLine('1')])
    const smtp = providerNamed('smtp', { status: 'unclear', detail: 'no answer' }, ACCEPTED)
    const dead = {
      name: 'smtp',
      async send(): Promise<never> {
        throw new Error('the process ended here')
      },
    }
    await pumpDue(withProvider(live.services, { ...smtp, mail: dead }))
    live.services.clock.advance({ seconds: 30 })
    await runWith(smtp)
    expect((await message()).status).toBe('planned')
    live.services.clock.advance({ seconds: 10 })
    await runWith(smtp)

    expect((await message()).status).toBe('sent')
    const ids = smtp.mails.map(({ headers }) => headers['Message-ID'])
    expect(ids).toEqual([`<${(await message()).id}@fern.example>`, ids[0]])
    expect((await live.order()).said).toHaveLength(1)
  })

  it('ends as unclear where what had begun by SMTP is no longer true', async () => {
    await live.place([aLine('1')])
    const smtp = providerNamed('smtp')
    const dead = { name: 'smtp', send: () => Promise.reject(new Error('the process ended here')) }
    await pumpDue(withProvider(live.services, { ...smtp, mail: dead }))
    await live.tell('order.cancelled', {})
    live.services.clock.advance({ seconds: 30 })
    await runWith(smtp)
    await runWith(smtp)

    expect((await message()).status).toBe('unclear')
    expect(smtp.mails.map(({ messageId }) => messageId)).toEqual([
      (await live.message('order_cancelled')).id,
    ])
    expect(await live.due()).toEqual([])
  })

  it('goes again when its lease ends, where it was claimed and not begun', async () => {
    await live.place([aLine('1')])
    const { newId } = live.services
    const failing = {
      ...live.services,
      templates: { ...live.services.templates, html: new Map(), text: new Map() },
      newId,
    }
    expect(await pumpDue(failing)).toBe(1)
    expect((await message()).status).toBe('planned')

    // Two thirds of a lease: nobody has it in hand.
    live.services.clock.advance({ seconds: 19 })
    const provider = fakeProvider()
    expect(await runWith(provider)).toBe(0)
    live.services.clock.advance({ seconds: 1 })
    expect(await runWith(provider)).toBe(1)
    expect((await message()).status).toBe('sent')
  })

  it('is not handed over twice where a provider is slower than the lease', async () => {
    await live.place([aLine('1')])
    const slow = providerNamed('smtp')
    let answer = () => {}
    const waiting = new Promise<void>((resolve) => {
      answer = resolve
    })
    const mail: MailChannel = {
      name: 'smtp',
      async send(one) {
        const handed = await slow.mail.send(one)
        await waiting
        return handed
      },
    }
    const first = pumpDue(withProvider(live.services, { ...slow, mail }))
    while (slow.mails.length === 0) await new Promise(setImmediate)
    live.services.clock.advance({ seconds: 24 })
    expect(await runWith(slow)).toBe(0)
    answer()
    await first

    expect(slow.mails).toHaveLength(1)
    expect((await live.order()).said).toHaveLength(1)
    expect((await message()).status).toBe('sent')
  })

  it('is left to who has the lease, where it ended before the hand-over began', async () => {
    await live.place([aLine('1')])
    const provider = fakeProvider()
    const { id } = await message()
    const services = withProvider(live.services, provider)
    const claimed = {
      merchantId: live.merchant.id,
      messageId: id,
      lease: '2026-03-02T14:00:00.000Z',
    }
    expect(await sendMessage(services, claimed)).toBeNull()
    expect(provider.mails).toHaveLength(0)
    expect(await runWith(provider)).toBe(1)
  })

  it('does not hold up the others when one cannot be rendered', async () => {
    const { services, merchant } = live
    await live.place([waitingLine('1')])
    await live.tell('order.placed', {
      order_id: 'ord_2',
      order_number: '2',
      placed_at: OPENED_AT,
      currency: 'USD',
      customer: { email: 'b@example.com' },
      lines: [aLine('1')],
    })
    const text = new Map(
      [...services.templates.text].filter(([kind]) => kind !== 'backorder_confirmed'),
    )
    const provider = fakeProvider()
    await pumpDue(
      withProvider({ ...services, templates: { ...services.templates, text } }, provider),
    )

    expect(provider.mails.map(({ to }) => to.email)).toEqual(['b@example.com'])
    expect((await shopOf(services, merchant).message('backorder_confirmed')).status).toBe('planned')
  })

  it('goes by the set provider for a live merchant, and by the outbox alone for a test one', async () => {
    const test = await openShop(handle, { name: 'Test', clock: OPENED_AT })
    const provider = fakeProvider()
    const customer = {
      name: 'Jon',
      email: 'jon@example.com',
      phone: '+1 212 555 0123',
      sms_consent: true,
    }
    for (const shop of [live, test]) {
      shop.services.channels.mail = provider.mail
      shop.services.channels.text = provider.text
      await shop.place([aLine('1')], { customer })
      await shop.tell('shipment.created', aPackage({ 1: 1 }))
    }
    const { sent } = await test.advance('PT1M')
    expect(sent.map(({ kind, channel }) => [kind, channel])).toEqual(
      expect.arrayContaining([
        ['shipped', 'email'],
        ['shipped', 'sms'],
      ]),
    )
    expect((await test.messages()).map(({ provider: by }) => by).filter(Boolean)).toEqual([
      'outbox',
      'outbox',
    ])
    expect([provider.mails, provider.texts]).toEqual([[], []])

    await pumpDue(live.services)
    await pumpDue(live.services)
    expect(provider.mails.map(({ to }) => to.email)).toEqual(['jon@example.com'])
    expect(provider.texts.map(({ to, from }) => [to, from])).toEqual([
      ['+12125550123', '+12125550100'],
    ])
  })

  it('leaves a test merchant to its own clock, whatever the system says', async () => {
    const test = await openShop(handle, { name: 'Test', clock: OPENED_AT })
    await test.place([aLine('1')])
    test.services.clock.advance({ days: 30 })

    expect(await pumpDue(test.services)).toBe(0)
    expect((await test.message('order_confirmed')).status).toBe('planned')
  })
})

onPostgres('two workers', (open) => {
  it('never hand over one message twice', async () => {
    const handle = await open()
    const live = await openShop(handle, { mode: 'live' })
    const count = 60
    for (let at = 0; at < count; at += 1) {
      await live.tell('order.placed', {
        order_id: `ord_${at}`,
        order_number: `${at}`,
        placed_at: OPENED_AT,
        currency: 'USD',
        customer: { email: `${at}@example.com` },
        lines: [aLine('1')],
      })
    }
    const provider = fakeProvider()
    const workers = [
      withProvider(live.services, provider),
      withProvider(await testServices(handle), provider),
      withProvider(await testServices(handle), provider),
    ]
    await Promise.all(
      workers.map(async (services) => {
        while ((await pumpDue(services)) > 0);
      }),
    )

    const addresses = provider.mails.map(({ to }) => to.email)
    expect(addresses).toHaveLength(count)
    expect(new Set(addresses).size).toBe(count)
    const leftDue = (await live.due()).filter(({ at }) => at <= OPENED_AT)
    expect(leftDue).toEqual([])
  })
})
