import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shopify } from '../../../src/connectors/shopify/shopify.ts'
import { headersOf, readFixture } from './support.ts'

type Vector = {
  id: string
  scheme: string
  secret_or_public_key: string
  headers: Record<string, string>
  body: string | null
  body_file?: string
  valid: boolean
}
const vectors = (JSON.parse(readFixture('signatures.json')) as Vector[]).filter(
  ({ scheme }) => scheme === 'shopify-hmac-sha256',
)
const now = new Date('2026-03-01T12:00:00Z')
const sign = (body: string, secret: string) =>
  createHmac('sha256', secret).update(body).digest('base64')
const verify = (body: string, headers: Record<string, string>, secret = 'hush') =>
  shopify.verify(Buffer.from(body), headersOf(headers), secret, now)

describe('verifyShopify', () => {
  it('has a test for every published vector', () => expect(vectors).toHaveLength(8))

  it.each(vectors)('answers the vector $id as its library does', (vector) => {
    const body = vector.body ?? readFixture(vector.body_file ?? '')
    expect(verify(body, vector.headers, vector.secret_or_public_key).ok).toBe(vector.valid)
  })

  it('reads the header without its X-', () => {
    expect(verify('{}', { 'shopify-hmac-sha256': sign('{}', 'hush') })).toEqual({ ok: true })
  })

  it('takes the secret as UTF-8', () => {
    const headers = { 'x-shopify-hmac-sha256': sign('{}', 'sécrèt') }
    expect(verify('{}', headers, 'sécrèt').ok).toBe(true)
  })

  it('refuses an empty body, though it is signed', () => {
    expect(verify('', { 'x-shopify-hmac-sha256': sign('', 'hush') }).ok).toBe(false)
  })

  it('refuses another spelling of the right signature', () => {
    const respelt = sign('{}', 'hush').replace(/=+$/, '')
    expect(verify('{}', { 'x-shopify-hmac-sha256': respelt }).ok).toBe(false)
  })

  it('refuses a signature under no secret', () => {
    expect(verify('{}', { 'x-shopify-hmac-sha256': sign('{}', '') }, '').ok).toBe(false)
  })

  it('never throws, whatever the header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        expect(verify('{}', { 'x-shopify-hmac-sha256': given }).ok).toBe(false)
      }),
    )
  })
})
