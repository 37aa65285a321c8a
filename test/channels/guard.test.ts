import { describe, expect, it } from 'vitest'
import { guard } from '../../src/channels/guard.ts'
import { sendgridMail } from '../../src/channels/sendgrid.ts'
import type { HandedOver, Mail, MailChannel, Outcome } from '../../src/domain/outcome.ts'
import { answering, type Said } from './answering.ts'
import { withServer } from './local-server.ts'
import { mail } from './samples.ts'

const BUSY: Said = { status: 503 }
const TAKEN: Said = { status: 202, headers: { 'x-message-id': 'sg_1' } }
const DATE = 'Mon, 02 Mar 2026 15:00:00 GMT'

/** SendGrid's channel, guarded, before a real server that answers in turn; seconds pass by hand. */
function guarded<T>(
  answers: Said[],
  tell: (it: {
    send: () => Promise<Outcome>
    standing: () => { room: number; again: number } | undefined
    asked: string[]
    pass: (seconds: number) => void
  }) => Promise<T>,
): Promise<T> {
  const { asked, listener } = answering(...answers)
  let seconds = 0
  return withServer(listener, (apiUrl) => {
    const channel = guard<Mail, MailChannel>(
      sendgridMail({ apiKey: 'SG.test', apiUrl }),
      () => seconds * 1_000,
    )
    return tell({
      send: async () => (await channel.send(mail)).outcome,
      standing: () => channel.bounds?.standing?.(),
      asked,
      pass: (more) => {
        seconds += more
      },
    })
  })
}

const times = (count: number, one: Said): Said[] => Array.from({ length: count }, () => one)

describe('a provider that fails', () => {
  it('is left alone after five failures in a row, for five seconds at first', () =>
    guarded([...times(5, BUSY), TAKEN], async ({ send, asked, pass }) => {
      for (let n = 1; n <= 5; n += 1) expect(await send()).toMatchObject({ code: '503' })
      pass(2)
      expect(await send()).toEqual({
        status: 'try_later',
        code: 'circuit_open',
        detail: 'sendgrid has failed 5 times in a row: not handed over',
        retryAfterSeconds: 3,
      })
      expect(asked).toHaveLength(5)
      pass(3)
      expect(await send()).toEqual({ status: 'accepted', providerId: 'sg_1' })
      expect(await send()).toMatchObject({ status: 'accepted' })
    }))

  it('is left alone twice as long each time that the one let through fails, and anew after', () =>
    guarded([...times(7, BUSY), TAKEN, ...times(5, BUSY)], async ({ send, asked, pass }) => {
      const wait = async () => {
        const outcome = await send()
        return outcome.status === 'try_later' ? outcome.retryAfterSeconds : outcome.status
      }
      for (let n = 1; n <= 5; n += 1) await send()
      pass(5)
      await send()
      expect(await wait()).toBe(10)
      pass(10)
      await send()
      expect(await wait()).toBe(20)
      expect(asked).toHaveLength(7)
      pass(20)
      expect(await wait()).toBe('accepted')
      for (let n = 1; n <= 5; n += 1) await send()
      expect(await wait()).toBe(5)
    }))

  it('says how many it would take meanwhile: none, then one, then all again', () =>
    guarded([...times(5, BUSY), TAKEN], async ({ send, standing, pass }) => {
      const all = Number.POSITIVE_INFINITY
      expect(standing()?.room).toBe(all)
      for (let n = 1; n <= 5; n += 1) await send()
      expect(standing()).toEqual({ room: 0, again: 5_000 })
      pass(5)
      expect(standing()?.room).toBe(1)
      await send()
      expect(standing()?.room).toBe(all)
    }))

  it('counts no answer as a failure', () =>
    guarded(['hang up'], async ({ send, asked }) => {
      for (let n = 1; n <= 5; n += 1) expect((await send()).status).toBe('unclear')
      expect(await send()).toMatchObject({ code: 'circuit_open' })
      expect(asked).toHaveLength(5)
    }))

  it.each([
    ['too fast', { status: 429 }, 'try_later'],
    ['not this one', { status: 400, body: { errors: [{ message: 'no' }] } }, 'rejected'],
    ['not with this key', { status: 401 }, 'rejected'],
  ])('counts no "%s", and it ends a row', (_, answer, status) =>
    guarded([...times(4, BUSY), answer, ...times(4, BUSY), answer], async ({ send, asked }) => {
      for (let n = 1; n <= 9; n += 1) await send()
      expect((await send()).status).toBe(status)
      expect(asked).toHaveLength(10)
    }),
  )

  it('lets one through at a time: the others do not wait for its answer', async () => {
    let answer: (handedOver: HandedOver) => void = () => {}
    const failed: HandedOver = { outcome: { status: 'unclear', detail: '' }, bytes: 'x' }
    let calls = 0
    let at = 0
    const channel = guard<Mail, MailChannel>(
      {
        name: 'slow',
        send() {
          calls += 1
          if (calls <= 5) return Promise.resolve(failed)
          return new Promise((resolve) => {
            answer = resolve
          })
        },
      },
      () => at,
    )
    for (let n = 1; n <= 5; n += 1) await channel.send(mail)
    at = 5_000
    const probe = channel.send(mail)
    expect((await channel.send(mail)).outcome).toMatchObject({
      code: 'circuit_open',
      retryAfterSeconds: null,
    })
    answer({ outcome: { status: 'accepted', providerId: null }, bytes: 'x' })
    await probe
    expect(calls).toBe(6)
  })
})

describe('a provider that names a moment', () => {
  it('is asked nothing more where it took the last one of its window', () => {
    const reset = String(Date.parse(DATE) / 1_000 + 20)
    const last = {
      date: DATE,
      'x-message-id': 'sg_1',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': reset,
    }
    return guarded(
      [{ status: 202, headers: last }, TAKEN],
      async ({ send, standing, asked, pass }) => {
        expect(await send()).toMatchObject({ status: 'accepted' })
        expect(standing()).toEqual({ room: 0, again: 20_000 })
        expect(await send()).toMatchObject({ code: 'paused', retryAfterSeconds: 20 })
        pass(20)
        expect(await send()).toMatchObject({ status: 'accepted' })
        expect(asked).toHaveLength(2)
      },
    )
  })

  it.each([
    ['Retry-After', { 'retry-after': '30' }],
    ['X-RateLimit-Reset', { date: DATE, 'x-ratelimit-reset': `${Date.parse(DATE) / 1000 + 30}` }],
  ])('by %s is handed nothing of anybody before it', (_, headers) =>
    guarded([{ status: 429, headers }, TAKEN], async ({ send, asked, pass }) => {
      expect(await send()).toMatchObject({ code: '429', retryAfterSeconds: 30 })
      pass(12)
      expect(await send()).toEqual({
        status: 'try_later',
        code: 'paused',
        detail: 'sendgrid asks for a pause: not handed over',
        retryAfterSeconds: 18,
      })
      expect(asked).toHaveLength(1)
      pass(18)
      expect((await send()).status).toBe('accepted')
    }),
  )

  it('that is a day away is asked again within the hour', () =>
    guarded([{ status: 429, headers: { 'retry-after': '86400' } }, TAKEN], async (it) => {
      await it.send()
      it.pass(3_599)
      expect((await it.send()).status).toBe('try_later')
      it.pass(1)
      expect((await it.send()).status).toBe('accepted')
    }))
})
