import { beforeEach, expect, it } from 'vitest'
import type { Mail, MailChannel, Outcome } from '../../src/domain/outcome.ts'
import { loadMessage } from '../../src/operations/read-message.ts'
import { eachDatabase } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { aLine, openShop, type Shop, waitingLine } from '../support/shop.ts'

/** A provider that keeps what it was handed and gives one answer. */
function fakeProvider(outcome: Outcome = { status: 'accepted', providerId: 'prv_1' }) {
  const mails: Mail[] = []
  const mail: MailChannel = {
    name: 'fake',
    send(one) {
      mails.push(one)
      return Promise.resolve({ outcome, bytes: 'bytes' })
    },
  }
  return { mails, mail }
}

eachDatabase('a message that was refused', (open) => {
  let live: Shop
  beforeEach(async () => {
    live = await openShop(await open(), { mode: 'live' })
  })

  const runWith = ({ mail }: ReturnType<typeof fakeProvider>) =>
    pumpDue({ ...live.services, channels: { ...live.services.channels, mail } })

  it.each([
    ['in stock', aLine('1'), 'order_update'],
    ['on backorder', waitingLine('1', null), 'backorder_update'],
  ])('is followed by the next word, where it was the confirmation: %s', async (_, line, kind) => {
    await live.place([line])
    const provider = fakeProvider({ status: 'rejected', code: '413', detail: 'too large' })
    await runWith(provider)
    expect(provider.mails).toHaveLength(1)
    expect(await live.message(kind)).toMatchObject({
      status: 'planned',
      due_at: '2026-03-09T14:00:00.000Z',
    })

    // That one is refused as well: what it says is of the day, so there is one more the week after.
    for (let day = 0; day < 8; day += 1) {
      live.services.clock.advance({ days: 1 })
      await runWith(provider)
    }
    const words = (await live.messages()).filter((one) => one.kind === kind)
    expect(words.map(({ status, due_at }) => [status, due_at.slice(0, 10)]).sort()).toEqual([
      ['failed', '2026-03-09'],
      ['planned', '2026-03-16'],
    ])
  })

  it('counts from the word that was read, once one was', async () => {
    await live.place([aLine('1')])
    await runWith(fakeProvider({ status: 'rejected', code: '400', detail: 'no such template' }))
    live.services.clock.advance({ days: 7 })
    const mended = fakeProvider()
    await runWith(mended)
    expect(mended.mails).toHaveLength(1)
    const words = (await live.messages()).filter(({ kind }) => kind === 'order_update')
    expect(words.map(({ status, due_at }) => [status, due_at.slice(0, 10)]).sort()).toEqual([
      ['planned', '2026-03-16'],
      ['sent', '2026-03-09'],
    ])
  })

  it('goes again an hour after the account was refused, as a message of its own', async () => {
    await live.place([aLine('1')])
    const provider = fakeProvider({ status: 'rejected', code: '401', detail: 'no such key' })
    await runWith(provider)
    live.services.clock.advance({ minutes: 59 })
    await runWith(provider)
    expect(provider.mails).toHaveLength(1)

    live.services.clock.advance({ minutes: 1 })
    await runWith(provider)
    expect(provider.mails).toHaveLength(2)
    const id = provider.mails[0]?.messageId ?? ''
    expect(provider.mails[1]?.messageId).not.toBe(id)
    // From there on it is one message that waits, and goes within the hour once the key is mended.
    for (let hour = 0; hour < 3; hour += 1) {
      live.services.clock.advance({ minutes: 59 })
      await runWith(provider)
      expect(provider.mails).toHaveLength(2 + hour)
      live.services.clock.advance({ minutes: 1, seconds: 2 })
      await runWith(provider)
      expect(provider.mails).toHaveLength(3 + hour)
    }
    expect(new Set(provider.mails.map(({ messageId }) => messageId)).size).toBe(2)
    live.services.clock.advance({ minutes: 60, seconds: 2 })
    const mended = fakeProvider()
    await runWith(mended)
    expect(mended.mails.map(({ messageId }) => messageId)).toEqual([provider.mails[1]?.messageId])
    const { attempts } = await loadMessage(live.services, live.merchant, id)
    expect(attempts).toMatchObject([{ outcome: 'sender_refused', detail: 'no such key' }])
  })
})
