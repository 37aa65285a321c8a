import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Connector } from '../../../src/connectors/connector.ts'
import { sendgrid } from '../../../src/connectors/sendgrid/sendgrid.ts'
import { twilio } from '../../../src/connectors/twilio/twilio.ts'

const at = (name: string) => new URL(`../../fixtures/receipts/${name}`, import.meta.url)
const sample = (name: string) => readFileSync(at(name))
type Vector = {
  id: string
  scheme: string
  secret_or_public_key: string
  headers: Record<string, string>
  body: string
  url: string | null
  valid: boolean
}
const vectors: Vector[] = JSON.parse(sample('signatures.json').toString())
const of = (scheme: string) => vectors.filter((one) => one.scheme.startsWith(scheme))

function verify(connector: Connector, { secret_or_public_key, headers, body, url }: Vector) {
  const lower = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v]))
  const raw = Buffer.from(body)
  return connector.verify(raw, (name) => lower[name], secret_or_public_key, new Date(0), url ?? '')
}
const read = (connector: Connector, raw: Uint8Array, query = '') =>
  connector.readReceipts?.(raw, new URLSearchParams(query)) ?? { receipts: [], ignored: [] }

describe("the signature of SendGrid's events", () => {
  it.each(of('sendgrid'))('$id: $valid', (vector) => {
    expect(verify(sendgrid, vector).ok).toBe(vector.valid)
  })

  it('is over the very bytes: the line end behind the last event too', () => {
    const [vector] = of('sendgrid')
    if (!vector) throw new Error('no vector')
    expect(verify(sendgrid, { ...vector, body: vector.body.trimEnd() }).ok).toBe(false)
    expect(verify(sendgrid, { ...vector, headers: {} }).ok).toBe(false)
    expect(verify(sendgrid, { ...vector, secret_or_public_key: 'a password' })).toEqual({
      ok: false,
      reason: expect.stringContaining('no public key'),
    })
  })
})

describe("the signature of Twilio's callbacks", () => {
  it.each(of('twilio'))('$id: $valid', (vector) => {
    expect(verify(twilio, vector).ok).toBe(vector.valid)
  })
})

describe('the events of SendGrid', () => {
  const told = (name: string, over = {}) => {
    const events: object[] = JSON.parse(sample(`sendgrid-events/${name}`).toString())
    const ours = events.map((one) => ({ ...one, tidings_message_id: 'msg_1', ...over }))
    return read(sendgrid, Buffer.from(JSON.stringify(ours)))
  }

  it('are each of them a word of its own, whatever its id, and opens and clicks are none', () => {
    const { receipts, ignored } = told('batch-all-types.json')

    expect(receipts.map(({ kind }) => kind)).toEqual([
      'processed',
      'deferred',
      'delivered',
      'bounced',
      'dropped',
      'complaint',
      'unsubscribed',
      'unsubscribed',
      'resubscribed',
    ])
    expect(new Set(receipts.map(({ receiptId }) => receiptId)).size).toBe(receipts.length)
    expect(ignored).toEqual(['open sg_event_id', 'click sg_event_id'])
  })

  it.each(readdirSync(at('sendgrid-events')))('%s is read without a fault', (name) => {
    const { receipts, ignored } = told(name)
    expect(receipts.length + ignored.length).toBeGreaterThan(0)
    for (const { at: moment } of receipts) expect(moment).toMatch(/^20\d\d-.*Z$/)
  })

  it('name the message of the provider, why it came back, and of what kind that is', () => {
    expect(told('doc-bounce.json').receipts).toMatchObject([
      {
        providerId: '14c5d75ce93.dfd.64b469',
        kind: 'bounced',
        code: 'bounce',
        at: '2017-12-15T00:59:29.000Z',
        detail: '5.0.0 500 unknown recipient',
      },
    ])
    expect(told('doc-bounce.json', { type: 'blocked' }).receipts).toMatchObject([
      { kind: 'blocked', code: null },
    ])
    expect(told('doc-dropped.json').receipts).toMatchObject([
      { kind: 'dropped', code: 'bounced address' },
    ])
  })

  it.each([
    ['14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0', '14c5d75ce93.dfd.64b469'],
    ['LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b-18-5F5FC76C-9.0', 'LRzXl_NHStOGhQ4kofSm_A'],
    ['u9Gvi3mzT6iC2poAb58_qQ.recvd-5c9-1-5F5FC76C-9.0', 'u9Gvi3mzT6iC2poAb58_qQ'],
    ['u9Gvi3mzT6iC2poAb58_qQ.anew-kind-of-server.0', 'u9Gvi3mzT6iC2poAb58_qQ'],
    ['u9Gvi3mzT6iC2poAb58_qQ', 'u9Gvi3mzT6iC2poAb58_qQ'],
  ])('%s is of the mail that was answered with %s', (sg_message_id, providerId) => {
    const told = { event: 'delivered', timestamp: 1_772_463_600, sg_message_id }
    expect(read(sendgrid, Buffer.from(JSON.stringify([told]))).receipts).toMatchObject([
      { messageId: null, providerId },
    ])
  })

  it('name ours by the Message-ID that we wrote, where that is what came back', () => {
    const idOf = (smtpId: string) => {
      const told = { event: 'bounce', timestamp: 1_772_463_600, 'smtp-id': smtpId }
      return read(sendgrid, Buffer.from(JSON.stringify([told]))).receipts[0]?.messageId
    }
    expect(idOf('<msg_0123456789ab_01xyz@shop.example>')).toBe('msg_0123456789ab_01xyz')
    expect(idOf('<u9Gvi3mzT6iC2poAb58_qQ@ismtpd-555>')).toBeUndefined()
  })

  it('without any id are not ours, and no body is a fault', () => {
    const [bounce] = JSON.parse(sample('sendgrid-events/doc-bounce.json').toString())
    const nameless = { ...bounce, sg_message_id: undefined }
    expect(read(sendgrid, Buffer.from(JSON.stringify([nameless]))).receipts).toEqual([])
    const ofServer = { ...bounce, sg_message_id: 'filter0199p1las1.4745.5717FB6F5.0' }
    expect(read(sendgrid, Buffer.from(JSON.stringify([ofServer]))).receipts).toEqual([])
    for (const body of ['', '{', 'null', '[null, 1, "x", [], {}]', '[{"event":"delivered"}]'])
      expect(read(sendgrid, Buffer.from(body)).receipts).toEqual([])
    const ahead = told('doc-bounce.json', { timestamp: 1e300 })
    expect([ahead.receipts, ahead.ignored]).toEqual([[], ['no event']])
  })
})

describe('the callbacks of Twilio', () => {
  it.each([
    ['status-queued-2', 'processed', null],
    ['status-sent-2', 'sent', null],
    ['status-delivered', 'delivered', null],
    ['status-undelivered-2', 'bounced', null],
    ['status-failed-2', 'failed', null],
    ['status-failed-30010-2', 'failed', '30010'],
    ['derived-status-undelivered-30006', 'bounced', '30006'],
  ])('%s is %s: MessageStatus counts, and not SmsStatus', (name, kind, code) => {
    const { receipts } = read(twilio, sample(`twilio/${name}.form`), 'message=msg_1')
    expect(receipts).toMatchObject([{ kind, code, messageId: 'msg_1', at: null }])
  })

  it('are one word for each status of a text, and nothing where they are none', () => {
    const { receipts } = read(twilio, sample('twilio/status-delivered.form'))
    expect(receipts).toMatchObject([
      { receiptId: 'SM4262411b90e5464b98a4f66a49c57a97 delivered', messageId: null },
    ])
    expect(read(twilio, Buffer.from('MessageSid=SM1&MessageStatus=new')).ignored).toEqual(['new'])
    expect(read(twilio, Buffer.from('')).ignored).toEqual(['no status'])
  })
})
