import PostalMime from 'postal-mime'
import type { SMTPServerOptions } from 'smtp-server'
import { describe, expect, it } from 'vitest'
import { createChannels } from '../../src/channels/index.ts'
import type { HandedOver, MailChannel } from '../../src/domain/outcome.ts'
import { answering, type Said, withSmtp } from './answering.ts'
import { withServer } from './local-server.ts'
import { mail } from './samples.ts'

type Both = { mail: MailChannel; asked: string[]; taken: string[]; pass(seconds: number): void }

/** Both providers set, each a real server; what each was handed is counted. */
function withBoth(
  sendgrid: Said[],
  smtp: SMTPServerOptions,
  tell: (both: Both) => Promise<void>,
): Promise<void> {
  const { asked, listener } = answering(...sendgrid)
  let seconds = 0
  return withServer(listener, (apiUrl) =>
    withSmtp(smtp, async ({ url, taken }) => {
      const settings = { sendgrid: { apiKey: 'SG.test', apiUrl }, smtp: { url }, twilio: null }
      const channels = createChannels(settings, () => seconds * 1_000)
      const pass = (more: number) => {
        seconds += more
      }
      try {
        await tell({ mail: channels.mail, asked, taken, pass })
      } finally {
        await channels.close()
      }
    }),
  )
}

const refusing = (responseCode: number, words: string): SMTPServerOptions => ({
  onRcptTo: (_address, _session, done) => done(Object.assign(new Error(words), { responseCode })),
})
const brief = ({ outcome, by, note }: HandedOver) => ({ status: outcome.status, by, note })

describe('mail with two providers', () => {
  it('goes by SendGrid, and by SMTP not at all', () =>
    withBoth([{ status: 202 }], {}, async ({ mail: channel, asked, taken }) => {
      const { outcome, by } = await channel.send(mail)
      expect([outcome.status, by]).toEqual(['accepted', undefined])
      expect([asked.length, taken.length]).toEqual([1, 0])
    }))

  it.each([
    [503, 'HTTP 503'],
    [429, 'HTTP 429'],
    [401, 'HTTP 401'],
    [403, 'HTTP 403'],
    [400, 'HTTP 400'],
    [413, 'HTTP 413'],
  ])('goes by SMTP where SendGrid answers %d', (status, said) =>
    withBoth([{ status }], {}, async ({ mail: channel, taken }) => {
      const handedOver = await channel.send(mail)
      const note = `before that, sendgrid: ${said}`
      expect(brief(handedOver)).toEqual({ status: 'accepted', by: 'smtp', note })
      expect(taken).toHaveLength(1)
      expect(handedOver.bytes).toContain('MIME-Version')
      const arrived = await PostalMime.parse(taken[0] ?? '')
      expect(arrived.messageId).toBe(mail.headers['Message-ID'])
    }),
  )

  it('is refused where both refuse it, by the words of each', () =>
    withBoth([{ status: 400 }], refusing(550, 'no thanks'), async ({ mail: channel, taken }) => {
      const { outcome, note } = await channel.send(mail)
      expect(outcome).toMatchObject({ status: 'rejected', code: '550' })
      expect(note).toBe('before that, sendgrid: HTTP 400')
      expect(taken).toEqual([])
    }))

  it('is refused as by SendGrid where SMTP only does not send for us: it would be so tomorrow', () =>
    withBoth([{ status: 400 }], refusing(550, '5.7.1 no relaying'), async ({ mail: channel }) => {
      expect((await channel.send(mail)).outcome).toMatchObject({ status: 'rejected', code: '400' })
    }))

  it('goes nowhere else where our own check refuses it', () =>
    withBoth([{ status: 202 }], {}, async ({ mail: channel, asked, taken }) => {
      const broken = { ...mail, to: { email: 'a@b@c', name: null } }
      expect((await channel.send(broken)).outcome.status).toBe('rejected')
      expect([asked, taken]).toEqual([[], []])
    }))

  it('goes nowhere else where SendGrid gave no answer: it may have it', () =>
    withBoth(['hang up'], {}, async ({ mail: channel, taken }) => {
      expect((await channel.send(mail)).outcome.status).toBe('unclear')
      expect(taken).toEqual([])
    }))

  it('leaves SendGrid in peace until its moment, and goes by SMTP meanwhile', () => {
    const answers = [{ status: 429, headers: { 'retry-after': '60' } }, { status: 202 }]
    return withBoth(answers, {}, async ({ mail: channel, asked, taken, pass }) => {
      await channel.send(mail)
      await channel.send(mail)
      expect([asked.length, taken.length]).toEqual([1, 2])
      pass(60)
      await channel.send(mail)
      expect([asked.length, taken.length]).toEqual([2, 2])
    })
  })

  it('bears what SMTP bears while SendGrid is left in peace', () =>
    withBoth([{ status: 429, headers: { 'retry-after': '60' } }], {}, async (both) => {
      const { mail: channel, pass } = both
      expect(channel.bounds?.inFlightMax).toBeUndefined()
      await channel.send(mail)
      expect(channel.bounds).toMatchObject({ inFlightMax: 15 })
      expect(channel.bounds?.standing?.().room).toBe(Number.POSITIVE_INFINITY)
      pass(60)
      expect(channel.bounds?.inFlightMax).toBeUndefined()
    }))

  it('waits where both say later, as long as the sooner one says', () => {
    const answers = [{ status: 429, headers: { 'retry-after': '60' } }]
    return withBoth(answers, refusing(451, '4.7.1 greylisted'), async ({ mail: channel }) => {
      const { outcome, by } = await channel.send(mail)
      expect(outcome).toMatchObject({ status: 'try_later', code: '451', retryAfterSeconds: null })
      expect(by).toBe('smtp')
    })
  })

  it('is refused where SMTP refuses its reader', () =>
    withBoth([{ status: 503 }], refusing(550, '5.1.1 no such user'), async ({ mail: channel }) => {
      expect((await channel.send(mail)).outcome).toMatchObject({ status: 'rejected', code: '550' })
    }))

  it('waits for SendGrid where SMTP refuses only us', () =>
    withBoth([{ status: 503 }], refusing(550, '5.7.1 no relaying'), async ({ mail: channel }) => {
      const { outcome } = await channel.send(mail)
      expect(outcome.status).toBe('try_later')
      expect(outcome).toHaveProperty('detail', expect.stringContaining('5.7.1'))
    }))
})
