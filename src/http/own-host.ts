import type { Context, Hono, MiddlewareHandler } from 'hono'
import { knownNotice } from '../../tracking-page/index.ts'
import type { Merchant } from '../domain/merchant.ts'
import { isAnsweredAnywhere, isOwnHostPath, WELL_KNOWN } from '../domain/own-domain.ts'
import { merchantOf } from '../lib/id.ts'
import { domainAnswer, findOwnHost, hostOf } from '../operations/own-domain.ts'
import type { Services } from '../operations/services.ts'
import type { HttpEnv } from './http-env.ts'
import { HttpFault } from './http-fault.ts'
import { answerPage } from './pages.ts'

/**
 * On a merchant's own domain only that merchant's shoppers' pages answer: neither the console, whose
 * session must not be asked for under a name of somebody else's, nor the API, nor another's orders.
 * On one that is not proven yet nothing answers but the proof.
 *
 * Under a name that nobody gave, the console and the API answer neither, once BASE_URL has a name: what
 * a stranger's domain leads to is not ours to show there. A machine's address, and a name without a
 * dot, are nobody's domain: by them come probes, a neighbour in a cluster and who sits at the machine.
 */
export function ownHost(services: Services, app: () => Hono<HttpEnv>): MiddlewareHandler<HttpEnv> {
  const base = hostOf(services)
  return async (c, next) => {
    const host = hostAsked(c)
    if (host === null || host === base || !mayBeDomain(host)) return next()
    const { path } = c.req
    if (path === WELL_KNOWN) return c.text(domainAnswer(services, host))
    const found = await findOwnHost(services, host)
    if (!found) {
      if (mayBeDomain(base) && !isAnsweredAnywhere(path)) throw misdirected(host, services.baseUrl)
      return next()
    }
    const { merchant } = found
    if (!merchant || !isOf(merchant, path)) {
      if (merchant && path === '/') return c.redirect('/track', 302)
      const links = merchant ? { lookup: '/track' } : {}
      return answerPage(c, knownNotice('wrong', { merchant, links }))
    }
    if (path === '/track') return asLookup(app(), c, merchant)
    c.set('ownOrigin', `https://${host}`)
    return next()
  }
}

/** Who put a proxy before us and sees this is to learn what it has to pass on. */
const misdirected = (host: string, baseUrl: string) =>
  new HttpFault(
    'misdirected',
    `This answers under ${baseUrl}, and not under ${host}. A proxy in front has to pass the Host header on; another name goes into BASE_URL`,
  )

/** An address, or a name without a dot, is nobody's domain: not a query for each request that comes by it. */
const mayBeDomain = (host: string) => /^[^[]+\.[^.]*[a-z][^.]*$/i.test(host)

function isOf({ id, slug }: Merchant, path: string): boolean {
  if (!isOwnHostPath(path, slug)) return false
  const [, kind, token = ''] = path.split('/')
  return (kind !== 't' && kind !== 'u') || merchantOf(decodeToken(token)) === id
}

function decodeToken(token: string): string {
  try {
    return decodeURIComponent(token)
  } catch {
    return ''
  }
}

/** The same page under a shorter path; its form leads to the longer one, here as well. */
function asLookup(app: Hono<HttpEnv>, c: Context<HttpEnv>, { slug }: Merchant) {
  const url = new URL(c.req.url)
  url.pathname = `/m/${slug}/track`
  return app.fetch(new Request(url, c.req.raw), c.env)
}

function hostAsked(c: Context): string | null {
  const host = c.req.header('host')
  if (!host) return null
  const known = names.get(host)
  if (known !== undefined) return known
  // A name that ends in a dot is the same one, said from the root (RFC 1034, 3.1).
  const name = URL.parse(`http://${host}`)?.hostname.replace(/\.$/, '') ?? null
  if (names.size >= NAMES_MAX) names.clear()
  names.set(host, name)
  return name
}

/** Of what a header says, for most requests come by the same few; anybody may send others. */
const names = new Map<string, string | null>()
const NAMES_MAX = 1_000
