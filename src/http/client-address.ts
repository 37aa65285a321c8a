import { BlockList, isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

export type ClientAddress = (c: Context) => string | null

/** The connection's own address; null where there is no connection, as in a test. */
export function connectionAddress(c: Context): string | null {
  // A request that did not come through a socket has no bindings to ask.
  return c.env?.incoming ? (getConnInfo(c).remote.address ?? null) : null
}

/**
 * Whose request it is, where proxies of ours stand before us: the right-most address of
 * X-Forwarded-For that is none of theirs. Each proxy adds at the right whom it was asked by, so what
 * stands further left was written by the client, who may write anything; and without a proxy that
 * was named, so is the whole header, and the connection alone counts.
 */
export function addressBehind(
  proxies: readonly string[],
  connection: ClientAddress = connectionAddress,
): ClientAddress {
  if (proxies.length === 0) return connection
  const isTrusted = trusting(proxies)
  return (c) => {
    let address = connection(c)
    for (const hop of hopsOf(c.req.header('x-forwarded-for'))) {
      if (address === null || !isTrusted(address)) return address
      // What is no address was written by nobody whom we know: who handed it on is counted.
      if (isIP(hop) === 0) return address
      address = hop
    }
    return address
  }
}

const HOPS_MAX = 20

/** From the right; some write the port as well: "203.0.113.7:4711", "[2001:db8::1]:4711". */
function hopsOf(header = ''): string[] {
  const hops = header.split(',').slice(-HOPS_MAX).reverse()
  return hops.map((hop) => {
    const text = hop.trim()
    const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text)
    return bare?.[1] ?? text
  })
}

function trusting(proxies: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const proxy of proxies) {
    const [net = '', bits] = proxy.split('/')
    const family = isIP(net) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(net, family)
    else list.addSubnet(net, Number(bits), family)
  }
  return (address) => {
    const plain = address.replace(MAPPED, '')
    const family = isIP(plain)
    return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4')
  }
}

/** An IPv4 address as a socket of both families writes it (RFC 4291, 2.5.5.2). */
const MAPPED = /^::ffff:(?=\d+\.)/i

/**
 * By what tries are counted: one household has a /64 of IPv6, that is more addresses than any list
 * has room for (RFC 6177), and would else have as many tries.
 */
export function tryKey(address: string | null): string {
  const plain = (address ?? '').replace(MAPPED, '').replace(/%.*$/, '')
  if (isIP(plain) !== 6) return plain
  const [before = '', after] = plain.split('::')
  const head = before.split(':').filter(Boolean)
  const tail = after?.split(':').filter(Boolean) ?? []
  const gap = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  const groups = after === undefined ? head : [...head, ...gap, ...tail]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
