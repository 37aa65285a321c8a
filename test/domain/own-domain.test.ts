import { describe, expect, it } from 'vitest'
import {
  isAnsweredAnywhere,
  isOwnHostPath,
  ownDomain,
  whyUnproven,
} from '../../src/domain/own-domain.ts'

describe('a domain of a merchant', () => {
  it.each(['track.shop.com', 'shop.co.uk', ' TRACK.Shop.com ', 'xn--bcher-kva.example'])(
    'may be %s',
    (text) => {
      expect(ownDomain.parse(text)).toBe(text.trim().toLowerCase())
    },
  )

  it.each([
    'shop',
    'localhost',
    '10.0.0.1',
    '[::1]',
    'https://track.shop.com',
    'track.shop.com/t',
    'track.shop.com:443',
    '-a.shop.com',
    'a..shop.com',
    'shop.com.',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(130)}com`,
    'shop.com\nevil.com',
    'bücher.example',
    '',
  ])('is none: %j', (text) => {
    expect(ownDomain.safeParse(text).success).toBe(false)
  })

  const found = {
    domain: 'track.shop.com',
    merchantId: 'mer_1',
    texts: ['v=spf1 -all', 'tidings=mer_1'],
    answer: { status: 'answered', body: 'ours\n' },
  } as const

  it('is proven by its record and by what answers under it', () => {
    const texts = [...found.texts]
    expect(whyUnproven({ ...found, texts }, 'ours')).toBeNull()
    expect(whyUnproven({ ...found, texts: ['tidings=mer_2'] }, 'ours')).toBe(
      '_tidings.track.shop.com has no TXT record tidings=mer_1, but "tidings=mer_2"',
    )
    expect(whyUnproven({ ...found, texts: [] }, 'ours')).toBe(
      '_tidings.track.shop.com has no TXT record tidings=mer_1',
    )
    const long = whyUnproven({ ...found, texts: Array(50).fill('x'.repeat(5_000)) }, 'ours')
    expect(long?.length).toBeLessThan(400)
    expect(whyUnproven({ ...found, texts }, 'another')).toBe(
      'https://track.shop.com does not lead here',
    )
    const answer = { status: 'failed', why: 'ENOTFOUND' } as const
    expect(whyUnproven({ ...found, texts, answer }, 'ours')).toContain('ENOTFOUND')
  })
})

describe('under a name that nobody gave', () => {
  it.each(['/healthz', '/readyz', '/metrics', '/t/tok', '/u/tok', '/m/fern/track'])(
    '%s answers',
    (path) => {
      expect(isAnsweredAnywhere(path)).toBe(true)
    },
  )

  it.each([
    '/',
    '/console',
    '/console/m/fern',
    '/v1/orders',
    '/docs',
    '/webhooks/shopify/1',
    '/t/',
  ])('%s does not', (path) => {
    expect(isAnsweredAnywhere(path)).toBe(false)
  })
})

describe('under a domain of a merchant', () => {
  it.each([
    '/t/tok',
    '/t/tok/cancel',
    '/u/tok',
    '/track',
    '/m/fern/track',
    '/m/fern/logo',
    '/m/fern/i/a',
  ])('%s may answer', (path) => {
    expect(isOwnHostPath(path, 'fern')).toBe(true)
  })

  it.each([
    '/',
    '/t/',
    '/console',
    '/console/fern',
    '/v1/orders',
    '/docs',
    '/metrics',
    '/healthz',
    '/webhooks/shopify/1',
    '/m/alder/track',
    '/m/alder/logo',
    '/tx',
  ])('%s may not', (path) => {
    expect(isOwnHostPath(path, 'fern')).toBe(false)
  })
})
