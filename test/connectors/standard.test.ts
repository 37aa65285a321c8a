import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { standard } from '../../src/connectors/standard.ts'
import { headersOf, readFixture } from './shopify/support.ts'

type Vector = {
  id: string
  scheme: string
  secret_or_public_key: string
  headers: Record<string, string>
  body: string
  now: number
  valid: boolean
}
const vectors = (JSON.parse(readFixture('signatures.json')) as Vector[]).filter(
  ({ scheme }) => scheme === 'standard-webhooks-v1',
)
const now = new Date('2026-03-01T12:00:00Z')
const secret = `whsec_${Buffer.from('a secret of this test suite').toString('base64')}`

function verify(
  body: string | Uint8Array,
  headers: Record<string, string>,
  key = secret,
  at = now,
) {
  return standard.verify(Buffer.from(body), headersOf(headers), key, at)
}

function signed(body: string, { key = secret, at = now } = {}) {
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign('msg_1', at, body),
  }
}

const secondsLater = (seconds: number) => new Date(now.getTime() + seconds * 1000)

describe('standard', () => {
  it('has a test for every published vector', () => expect(vectors).toHaveLength(10))

  it.each(vectors)('answers the vector $id as its library does', (vector) => {
    const { body, headers, secret_or_public_key: key } = vector
    expect(verify(body, headers, key, new Date(vector.now * 1000)).ok).toBe(vector.valid)
  })

  it('accepts what the package signs, whatever the body', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        fc.pre(body.isWellFormed())
        expect(verify(body, signed(body))).toEqual({ ok: true })
      }),
    )
  })

  it('refuses a body with one byte changed', () => {
    expect(verify('{"a":2}', signed('{"a":1}')).ok).toBe(false)
  })

  it('reads the raw bytes, also where they are no UTF-8', () => {
    const body = Buffer.from([0xff, 0x00, 0xfe])
    const mac = createHmac('sha256', Buffer.from('a secret of this test suite'))
    const signature = mac.update('msg_1.1772366400.').update(body).digest('base64')
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': '1772366400' }

    expect(verify(body, { ...headers, 'webhook-signature': `v1,${signature}` }).ok).toBe(true)
  })

  it.each([
    [300, true],
    [301, false],
    [-300, true],
    [-301, false],
  ])('with the clock %i seconds after the signature answers %s', (seconds, isAccepted) => {
    expect(verify('{}', signed('{}'), secret, secondsLater(seconds)).ok).toBe(isAccepted)
  })

  it('takes a secret that is no base64 as its UTF-8 bytes', () => {
    const key = 'correct horse – battery'
    const signature = createHmac('sha256', key).update('msg_1.1772366400.{}').digest('base64')
    const headers = { ...signed('{}'), 'webhook-signature': `v1,${signature}` }

    expect(verify('{}', headers, key).ok).toBe(true)
  })

  it('takes a secret without a prefix that could be base64 in either reading', () => {
    const key = 'abcdefgh12345678'
    const asText = createHmac('sha256', key).update('msg_1.1772366400.{}').digest('base64')

    expect(verify('{}', signed('{}', { key }), key).ok).toBe(true)
    expect(verify('{}', { ...signed('{}'), 'webhook-signature': `v1,${asText}` }, key).ok).toBe(
      true,
    )
  })

  it('does not take the base64 of a prefixed secret as text', () => {
    const asText = createHmac('sha256', secret).update('msg_1.1772366400.{}').digest('base64')

    expect(verify('{}', { ...signed('{}'), 'webhook-signature': `v1,${asText}` }).ok).toBe(false)
  })

  it('refuses the right signature under another version', () => {
    const { 'webhook-signature': signature, ...headers } = signed('{}')
    const renamed = signature.replace('v1,', 'v1a,')

    expect(verify('{}', { ...headers, 'webhook-signature': renamed }).ok).toBe(false)
  })

  it('never throws, whatever the headers', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (id, time, given, key) => {
        const headers = { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': given }
        expect(verify('{}', headers, key).ok).toBe(false)
      }),
    )
  })
})
