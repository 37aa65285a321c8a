import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { addressBehind, tryKey } from '../../src/http/client-address.ts'

/** What is counted for a request that came from `from` with this header. */
async function counted(proxies: string[], from: string, forwarded?: string) {
  const address = addressBehind(proxies, () => from)
  const app = new Hono().get('/', (c) => c.text(address(c) ?? ''))
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return (await app.request('/', { headers })).text()
}
const PROXIES = ['10.0.0.0/8', '192.0.2.1', 'fd00::/8']

describe('whom a request is counted against', () => {
  it('is the connection, whatever a header says, where no proxy was named', async () => {
    expect(await counted([], '10.0.0.2', '198.51.100.7')).toBe('10.0.0.2')
  })

  it.each([
    ['10.0.0.2', '198.51.100.7', '198.51.100.7'],
    ['::ffff:10.0.0.2', '198.51.100.7', '198.51.100.7'],
    ['fd00::2', '2001:db8::7', '2001:db8::7'],
    ['10.0.0.2', '198.51.100.7:4711', '198.51.100.7'],
    ['10.0.0.2', '[2001:db8::7]:4711', '2001:db8::7'],
    ['10.0.0.2', '198.51.100.7, 192.0.2.1, 10.9.9.9', '198.51.100.7'],
  ])('behind %s with "%s" is %s', async (from, forwarded, address) => {
    expect(await counted(PROXIES, from, forwarded)).toBe(address)
  })

  it('is the right-most that is none of ours: what stands left of it the client wrote', async () => {
    expect(await counted(PROXIES, '10.0.0.2', '1.1.1.1, 2.2.2.2, 198.51.100.7')).toBe(
      '198.51.100.7',
    )
    expect(await counted(PROXIES, '10.0.0.2', '10.1.1.1, 198.51.100.7')).toBe('198.51.100.7')
  })

  it('is the connection where it is none of our proxies', async () => {
    expect(await counted(PROXIES, '203.0.113.9', '198.51.100.7')).toBe('203.0.113.9')
  })

  it.each([
    [undefined, '10.0.0.2'],
    ['', '10.0.0.2'],
    ['unknown', '10.0.0.2'],
    ['198.51.100.7, <script>, 10.3.3.3', '10.3.3.3'],
    ['10.4.4.4', '10.4.4.4'],
  ])('is the last that is known where the header says "%s"', async (forwarded, address) => {
    expect(await counted(PROXIES, '10.0.0.2', forwarded)).toBe(address)
  })
})

describe('tryKey', () => {
  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    [null, ''],
  ])('counts %s as %s', (address, key) => {
    expect(tryKey(address)).toBe(key)
  })
})
