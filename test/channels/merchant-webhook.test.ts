import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { merchantWebhook } from '../../src/channels/merchant-webhook.ts'
import { isPublicAddress, publicLookup, refuseUrl } from '../../src/channels/public-address.ts'
import type { WebhookCall } from '../../src/domain/webhook-call.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const OLD = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const AT = '2026-03-02T15:00:00.000Z'

type Seen = { request: IncomingMessage; body: string }
type Answer = (response: ServerResponse, seen: Seen) => void

describe('a webhook over HTTP', () => {
  let server: Server
  let seen: Seen[]
  let answer: Answer
  let channel: ReturnType<typeof merchantWebhook>
  beforeEach(async () => {
    seen = []
    answer = (response) => response.writeHead(204).end()
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        seen.push({ request, body })
        answer(response, { request, body })
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    channel = merchantWebhook({ allowPrivate: true })
  })
  afterEach(async () => {
    vi.useRealTimers()
    channel.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  const urlOf = (path = '/hooks') =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
  const call = (over: Partial<WebhookCall> = {}): WebhookCall => ({
    messageId: 'msg_1',
    url: urlOf(),
    body: '{"type":"order.cancelled","data":{"reason":"Größe ≠ 5 — \\u0000"}}',
    secrets: [SECRET],
    seconds: Date.parse(AT) / 1_000,
    ...over,
  })
  const send = async (over: Partial<WebhookCall> = {}) => (await channel.send(call(over))).outcome
  const headersOf = ({ request }: Seen) => request.headers as Record<string, string>

  it('is verified by the library of Standard Webhooks, over the bytes that arrived', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(AT) })
    expect(await send()).toEqual({ status: 'accepted', providerId: null })
    const [one] = seen
    expect(one && new Webhook(SECRET).verify(one.body, headersOf(one))).toEqual(
      JSON.parse(call().body),
    )
    expect(one?.request).toMatchObject({ method: 'POST', url: '/hooks' })
    expect(() => one && new Webhook(OLD).verify(one.body, headersOf(one))).toThrow()
  })

  it('is verified with either secret while they are changed', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(AT) })
    await send({ secrets: [SECRET, OLD] })
    for (const secret of [SECRET, OLD])
      expect(() =>
        new Webhook(secret).verify(seen[0]?.body ?? '', headersOf(seen[0] as Seen)),
      ).not.toThrow()
    expect(headersOf(seen[0] as Seen)['webhook-signature']?.split(' ')).toHaveLength(2)
  })

  it.each([
    [200, 'accepted'],
    [299, 'accepted'],
    [301, 'try_later'],
    [304, 'try_later'],
    [400, 'try_later'],
    [401, 'try_later'],
    [404, 'try_later'],
    [410, 'rejected'],
    [429, 'try_later'],
    [500, 'try_later'],
    [503, 'try_later'],
  ])('answered %i is %s', async (status, said) => {
    answer = (response) => response.writeHead(status, { location: urlOf('/else') }).end('why')
    expect(await send()).toMatchObject({ status: said })
    // A redirect is not followed: it could lead to where nothing may be sent.
    expect(seen).toHaveLength(1)
  })

  it('waits as long as it is asked to', async () => {
    answer = (response) => response.writeHead(429, { 'retry-after': '120' }).end()
    expect(await send()).toMatchObject({ status: 'try_later', retryAfterSeconds: 120 })
  })

  it('is tried later where nothing answers, or not in time, or not to the end', async () => {
    const hasty = merchantWebhook({ allowPrivate: true, timeoutMs: 300 })
    answer = () => {}
    const late = { outcome: { status: 'try_later', code: 'timeout' } }
    expect(await hasty.send(call())).toMatchObject(late)
    answer = (response) => void response.writeHead(200, { 'content-length': '9' }).write('a')
    expect(await hasty.send(call())).toMatchObject(late)
    hasty.close()
    answer = (response) => response.destroy()
    expect(await send()).toMatchObject({ status: 'try_later', code: 'ECONNRESET' })
    expect(await send({ url: 'http://127.0.0.1:1/' })).toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('reads no more of an answer than somebody would, and keeps no address of it', async () => {
    answer = (response) =>
      response.writeHead(500).end(`to ana@shop.example ${'x'.repeat(5_000_000)}`)
    const outcome = await send()
    expect(outcome).toMatchObject({ status: 'try_later', code: 'http_500' })
    const { detail } = outcome as { detail: string }
    expect(detail.length).toBeLessThan(300)
    expect(detail).toContain('HTTP 500: to [address]')
  })

  it('goes to no private address, whatever its name answers', async () => {
    const guarded = merchantWebhook({ allowPrivate: false })
    const { outcome } = await guarded.send(call())
    expect(outcome).toMatchObject({ status: 'try_later', code: 'address_refused' })
    guarded.close()

    const { port } = server.address() as AddressInfo
    // A name that was public when it was registered, and now leads here: DNS rebinding.
    const lookup: LookupFunction = (_name, options, done) =>
      options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)
    const rebound = merchantWebhook({ allowPrivate: false, lookup })
    const url = `https://rebound.example:${port}/`
    expect(rebound.refuse(url)).toBeNull()
    expect((await rebound.send(call({ url }))).outcome).toMatchObject({ code: 'ADDRESS_REFUSED' })
    rebound.close()
    expect(seen).toHaveLength(0)
  })
})

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.170',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::ffff:8.8.8.8',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    'no address',
  ])('%s is not of the public internet', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '2606:4700:4700::1111',
    '2a00:1450::1',
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it.each([
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/',
    'https://shop.localhost./',
    'https://metadata.google.internal/',
    'https://router/',
    'https://user:secret@shop.example/',
    'http://shop.example/',
    'ftp://shop.example/',
    'https://shop.example/#a',
    'shop.example',
  ])('%s is refused when it is registered', (url) => {
    expect(refuseUrl(url, false)).not.toBeNull()
  })

  it('may be private and without TLS where that is configured, with no password in it', () => {
    for (const url of ['http://127.0.0.1:9000/', 'https://[::1]/', 'http://hooks.internal/'])
      expect(refuseUrl(url, true)).toBeNull()
    expect(refuseUrl('http://u:p@127.0.0.1/', true)).not.toBeNull()
    expect(refuseUrl('file:///etc/passwd', true)).not.toBeNull()
  })

  it('is taken of those of a name that are public', async () => {
    const all = [
      { address: '10.0.0.1', family: 4 },
      { address: '8.8.8.8', family: 4 },
    ]
    const lookup = publicLookup((_name, _options, done) => done(null, all))
    const found = (options: { all?: boolean }) =>
      new Promise((resolve) => {
        lookup('two.example', options, (_error, ...rest) => resolve(rest))
      })
    expect(await found({ all: true })).toEqual([[{ address: '8.8.8.8', family: 4 }]])
    expect(await found({})).toEqual(['8.8.8.8', 4])
  })
})
