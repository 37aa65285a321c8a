import { describe, expect, it } from 'vitest'
import {
  constantTimeEqual,
  deriveKey,
  hashKey,
  hmacSha256,
  isSignedBy,
  randomToken,
  seal,
  sign,
  takeRandom,
  unseal,
} from '../../src/lib/crypto.ts'

const OLD = 'old secret of at least 32 characters'
const NEW = 'new secret of at least 32 characters'

describe('seal', () => {
  it('opens to what was sealed', () => {
    expect(unseal(seal('shpss_ünïcode', [NEW]), [NEW])).toBe('shpss_ünïcode')
    expect(unseal(seal('', [NEW]), [NEW])).toBe('')
  })

  it('gives another text each time, none of it the secret text', () => {
    const [one, two] = [seal('whsec', [NEW]), seal('whsec', [NEW])]

    expect(one).not.toBe(two)
    expect(one).not.toContain('whsec')
  })

  it('opens what an older secret sealed after a rotation, and seals under the new one', () => {
    expect(unseal(seal('text', [OLD]), [NEW, OLD])).toBe('text')
    expect(unseal(seal('text', [NEW, OLD]), [NEW])).toBe('text')
  })

  it('says so when the secret was taken away', () => {
    expect(() => unseal(seal('text', [OLD]), [NEW])).toThrow('TIDINGS_SECRET')
  })

  it('keeps apart purposes and secrets that run together as text', () => {
    const sealed = seal('text', ['ab'], 'c')

    expect(() => unseal(sealed, ['a'], 'bc')).toThrow('TIDINGS_SECRET')
    expect(unseal(sealed, ['ab'], 'c')).toBe('text')
  })

  it('does not open for another purpose', () => {
    expect(() => unseal(seal('text', [NEW], 'link'), [NEW], 'connection')).toThrow()
  })

  it('does not open when any character was changed', () => {
    const sealed = seal('text', [NEW])
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed[at] === 'A' ? 'B' : 'A'
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
      // The last base64url character holds bits beyond the last byte, which say nothing.
      const isSame = Buffer.from(changed.slice(20), 'base64url').equals(
        Buffer.from(sealed.slice(20), 'base64url'),
      )
      if (at < 20 || !isSame) expect(() => unseal(changed, [NEW])).toThrow()
    }
  })

  it.each(['', 'text', 'v1.00', 'v1.0011223344556677.AAAA'])('refuses %j', (text) => {
    expect(() => unseal(text, [NEW])).toThrow()
  })
})

describe('sign', () => {
  it('is verified by every secret of the list, for its purpose and text only', () => {
    const signature = sign('ord_1', [OLD], 'link')

    expect(isSignedBy('ord_1', signature, [NEW, OLD], 'link')).toBe(true)
    expect(isSignedBy('ord_1', signature, [NEW], 'link')).toBe(false)
    expect(isSignedBy('ord_1', signature, [OLD], 'unsubscribe')).toBe(false)
    expect(isSignedBy('ord_2', signature, [OLD], 'link')).toBe(false)
    expect(isSignedBy('ord_1', '', [OLD], 'link')).toBe(false)
  })

  it('has no default to fall back to', () => {
    expect(() => sign('ord_1', [], 'link')).toThrow('no secret')
  })
})

describe('primitives', () => {
  it('computes HMAC-SHA256 as RFC 4231, test case 2, says', () => {
    expect(hmacSha256('Jefe', 'what do ya want for nothing?').toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })

  it('hashes a key to SHA-256 in hex', () => {
    expect(hashKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('derives another key for another purpose or secret', () => {
    const keys = [deriveKey(NEW, 'a'), deriveKey(NEW, 'b'), deriveKey(OLD, 'a')]

    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(3)
    expect(keys[0]?.length).toBe(32)
  })

  it('gives the asked number of random bytes, across the page it takes them from and beyond', () => {
    const pieces = Array.from({ length: 600 }, () => takeRandom(16).toString('hex'))

    expect(new Set(pieces).size).toBe(600)
    expect(pieces.every((piece) => piece.length === 32)).toBe(true)
    expect(takeRandom(10_000).length).toBe(10_000)
  })

  it('gives out bytes that a later asking does not change', () => {
    const taken = takeRandom(16)
    const copy = Buffer.from(taken)
    for (let asked = 0; asked < 600; asked += 1) takeRandom(16)

    expect(taken.equals(copy)).toBe(true)
    expect(taken.equals(Buffer.alloc(16))).toBe(false)
  })

  it('makes tokens of the asked number of bytes that a URL can hold', () => {
    expect(randomToken(16)).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(randomToken()).not.toBe(randomToken())
  })

  it.each([
    ['same', 'same', true],
    ['same', 'sane', false],
    ['short', 'shorter', false],
    ['', '', true],
    ['é', 'e', false],
  ])('compares %j with %j: %j', (a, b, expected) => {
    expect(constantTimeEqual(a, b)).toBe(expected)
    expect(constantTimeEqual(Buffer.from(a), b)).toBe(expected)
  })
})
