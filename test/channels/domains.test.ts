import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { domainChannel } from '../../src/channels/domains.ts'

describe('a domain, asked from outside', () => {
  let server: Server
  let seen: number
  let answer: (response: ServerResponse) => void
  beforeEach(async () => {
    seen = 0
    answer = (response) => response.end('proof')
    server = createServer((_, response) => {
      seen += 1
      answer(response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const port = () => (server.address() as AddressInfo).port
  const ask = (over: { timeoutMs?: number } = {}) =>
    domainChannel({ allowPrivate: true, ...over }).ask(`http://127.0.0.1:${port()}/x`)

  it('says what it says', async () => {
    expect(await ask()).toEqual({ status: 'answered', body: 'proof' })
  })

  it.each([
    ['an error', (response: ServerResponse) => response.writeHead(500).end(), 'HTTP 500'],
    [
      'another place',
      (response: ServerResponse) => response.writeHead(301, { location: '/x' }).end(),
      'HTTP 301',
    ],
    ['a book', (response: ServerResponse) => response.end('x'.repeat(5_000)), 'too long'],
  ])('is not proven by %s', async (_, how, why) => {
    answer = how
    expect(await ask()).toEqual({ status: 'failed', why })
    expect(seen).toBe(1)
  })

  it('is not proven by nothing, which is waited for only so long', async () => {
    answer = () => {}
    const why = 'no answer in time'
    expect(await ask({ timeoutMs: 300 })).toEqual({ status: 'failed', why })
  })

  it('is asked at no private address, by number or by name', async () => {
    const toHere: LookupFunction = (_name, options, done) =>
      options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)
    const guarded = domainChannel({ allowPrivate: false, lookup: toHere })
    expect(await guarded.ask(`https://127.0.0.1:${port()}/`)).toMatchObject({ status: 'failed' })
    expect(await guarded.ask(`https://track.shop.example:${port()}/`)).toEqual({
      status: 'failed',
      why: expect.stringContaining('ADDRESS_REFUSED'),
    })
    expect(seen).toBe(0)
  })

  it('has no texts where its name has none', async () => {
    expect(await domainChannel({ allowPrivate: false, timeoutMs: 100 }).texts('a.invalid')).toEqual(
      [],
    )
  })
})
