import { beforeEach, expect, it } from 'vitest'
import { withFailover } from '../../src/channels/failover.ts'
import type { Handle } from '../../src/db/open.ts'
import type { Mail, MailChannel, Outcome } from '../../src/domain/outcome.ts'
import { loadMessage } from '../../src/operations/read-message.ts'
import { eachDatabase } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { aLine, openShop, type Shop } from '../support/shop.ts'

const ACCEPTED: Outcome = { status: 'accepted', providerId: 'prv_1' }
const UNCLEAR: Outcome = { status: 'unclear', detail: 'no answer' }
const later = (detail: string): Outcome => ({
  status: 'try_later',
  code: '503',
  detail,
  retryAfterSeconds: null,
})

/** A provider that answers in turn; the last answer stays. */
function provider(name: string, ...answers: Outcome[]) {
  const mails: Mail[] = []
  const channel: MailChannel = {
    name,
    send(mail) {
      const outcome = answers[Math.min(mails.length, answers.length - 1)] ?? ACCEPTED
      mails.push(mail)
      return Promise.resolve({ outcome, bytes: `the bytes for ${name}` })
    },
  }
  return { mails, channel }
}

eachDatabase('mail with a second provider', (open) => {
  let handle: Handle
  let live: Shop
  beforeEach(async () => {
    handle = await open()
    live = await openShop(handle, { mode: 'live' })
    await live.place([aLine('1')])
  })

  const run = (first: { channel: MailChannel }, second: { channel: MailChannel }) => {
    const mail = withFailover(first.channel, second.channel)
    return pumpDue({ ...live.services, channels: { ...live.services.channels, mail } })
  }
  const sent = async () =>
    loadMessage(live.services, live.merchant, (await live.message('order_confirmed')).id)

  it('names in the attempt who was called at last, and what went before', async () => {
    await run(provider('sendgrid', later('busy')), provider('smtp'))

    const { message, attempts } = await sent()
    expect(message).toMatchObject({ status: 'sent', provider: 'smtp' })
    expect(attempts).toMatchObject([
      { provider: 'smtp', outcome: 'accepted', detail: 'before that, sendgrid: busy' },
    ])
  })

  it('begins with the first again where both said later', async () => {
    const first = provider('sendgrid', later('busy'), ACCEPTED)
    const second = provider('smtp', later('full'))
    await run(first, second)
    live.services.clock.advance({ minutes: 1 })
    await run(first, second)

    expect([first.mails.length, second.mails.length]).toEqual([2, 1])
    expect((await sent()).attempts).toMatchObject([
      { provider: 'smtp', outcome: 'try_later', detail: 'full; before that, sendgrid: busy' },
      { provider: 'sendgrid', outcome: 'accepted' },
    ])
  })

  it('asks the second alone again where that gave no answer: it may have the mail', async () => {
    const first = provider('sendgrid', later('busy'), ACCEPTED)
    const second = provider('smtp', UNCLEAR, later('full'), ACCEPTED)
    for (let round = 1; round <= 3; round += 1) {
      await run(first, second)
      live.services.clock.advance({ minutes: 1 })
    }

    expect([first.mails.length, second.mails.length]).toEqual([1, 3])
    const ids = new Set(second.mails.map(({ headers }) => headers['Message-ID']))
    expect(ids.size).toBe(1)
    expect((await sent()).message).toMatchObject({ status: 'sent', provider: 'smtp' })
  })
  it('asks the second alone again where the first has refused it for good', async () => {
    const first = provider('sendgrid', { status: 'rejected', code: '400', detail: 'bad request' })
    const second = provider('smtp', later('full'), ACCEPTED)
    for (let round = 1; round <= 2; round += 1) {
      await run(first, second)
      live.services.clock.advance({ minutes: 1 })
    }

    expect([first.mails.length, second.mails.length]).toEqual([1, 2])
    expect((await sent()).message).toMatchObject({ status: 'sent', provider: 'smtp' })
  })

  it('goes by the second alone where we ended in the middle of its call', async () => {
    const first = provider('sendgrid', later('busy'), ACCEPTED)
    const second = provider('smtp')
    let called = () => {}
    const isCalled = new Promise<void>((resolve) => {
      called = resolve
    })
    const hanging: MailChannel = {
      name: 'smtp',
      send(mail) {
        second.mails.push(mail)
        called()
        return new Promise(() => {})
      },
    }
    // Never answered, as by a process that was killed.
    void run(first, { channel: hanging })
    await isCalled
    live.services.clock.advance({ minutes: 2 })
    await run(first, second)

    expect([first.mails.length, second.mails.length]).toEqual([1, 2])
    expect(new Set(second.mails.map(({ headers }) => headers['Message-ID'])).size).toBe(1)
    expect((await sent()).message).toMatchObject({ status: 'sent', provider: 'smtp' })
  })

  it('is not handed to the second by who has lost it to another meanwhile', async () => {
    const first = provider('sendgrid', later('busy'))
    const second = provider('smtp')
    const slow: MailChannel = {
      name: 'sendgrid',
      async send(mail) {
        await live.services.writer.write((db) =>
          db.updateTable('messages').set({ status: 'unclear' }).execute(),
        )
        return first.channel.send(mail)
      },
    }
    await run({ channel: slow }, second)

    expect([first.mails.length, second.mails.length]).toEqual([1, 0])
  })
})
