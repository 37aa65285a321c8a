import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/**
 * What is no address of the public internet (IANA's registries of special-purpose addresses, RFC
 * 6890): our own machine, its network, and where clouds keep the credentials of a machine.
 */
const SPECIAL = new BlockList()
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
])
  add(range, 'ipv4')

/** Of IPv6 only the global unicast addresses; what carries an IPv4 address inside is none of them. */
const GLOBAL_6 = new BlockList()
GLOBAL_6.addSubnet('2000::', 3, 'ipv6')
for (const range of ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'])
  add(range, 'ipv6')

function add(range: string, family: 'ipv4' | 'ipv6') {
  const [net = '', bits] = range.split('/')
  SPECIAL.addSubnet(net, Number(bits), family)
}

/** Whether an address, written as an IP, is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  const [bare = ''] = address.split('%')
  switch (isIP(bare)) {
    case 4:
      return !SPECIAL.check(bare, 'ipv4')
    case 6:
      return GLOBAL_6.check(bare, 'ipv6') && !SPECIAL.check(bare, 'ipv6')
    default:
      return false
  }
}

/** Names that never are of the public internet (RFC 6761, RFC 6762, RFC 8375). */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|onion)\.?$/i

/**
 * Why a URL is not called, as far as it can be seen without asking for its name: that is done where
 * the connection is made, since the name may answer otherwise by then.
 */
export function refuseUrl(
  text: string,
  allowPrivate: boolean,
  { allowHttp = false } = {},
): string | null {
  if (!URL.canParse(text)) return 'is no URL'
  const { protocol, hostname, username, password, hash } = new URL(text)
  if (protocol !== 'https:' && protocol !== 'http:') return 'must be an https URL'
  if (username || password) return 'must hold no user name and no password'
  if (hash) return 'must have no fragment'
  if (allowPrivate) return null

  if (protocol !== 'https:' && !allowHttp) return 'must be an https URL'
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) ? !isPublicAddress(host) : LOCAL_NAME.test(host) || !host.includes('.'))
    return 'must be an address of the public internet'
  return null
}

export const ADDRESS_REFUSED = 'ADDRESS_REFUSED'

/**
 * Looks a name up where the connection is made, and lets only public addresses pass. Looked up
 * before it, the name could answer with another address the second time (DNS rebinding).
 */
export function publicLookup(lookup: LookupFunction = systemLookup as LookupFunction) {
  const guarded: LookupFunction = (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '')
      const all = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }]
      const passed = all.filter(({ address }) => isPublicAddress(address))
      const [first] = passed
      if (!first) {
        const refused: NodeJS.ErrnoException = new Error('it has no address of the public internet')
        refused.code = ADDRESS_REFUSED
        return done(refused, '')
      }
      if (options.all) return done(null, passed)
      return done(null, first.address, first.family)
    })
  }
  return guarded
}
