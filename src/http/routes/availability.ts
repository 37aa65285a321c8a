import { type Context, Hono } from 'hono'
import { hashKey } from '../../lib/crypto.ts'
import { type AvailabilityLine, readAvailability } from '../../operations/read-availability.ts'
import type { Services } from '../../operations/services.ts'
import { availabilityQuery } from '../availability-query.ts'
import { availabilityScript } from '../availability-script.ts'
import { compressed } from '../compressed.ts'
import type { HttpEnv } from '../http-env.ts'
import { HttpFault } from '../http-fault.ts'
import { parseWith } from '../parse.ts'
import { createRateLimiter } from '../rate-limit.ts'

/**
 * A page asks once for all that it shows, and a browser keeps the answer for a minute. Wide, for
 * behind a proxy many shoppers come from one address; what it ends is reading out a whole catalogue.
 */
export const ASKS_OF_ADDRESS = { burst: 300, secondsEach: 0.1, keysMax: 10_000 }

/** The honest line for product pages and carts: for any page of any shop, so without a bearer. */
export function availabilityRoutes(
  services: Services,
  clientAddress: (c: Context) => string | null,
) {
  const byAddress = createRateLimiter(ASKS_OF_ADDRESS)
  const allow = (c: Context) => {
    const wait = byAddress.take(clientAddress(c) ?? '', services.clock.now())
    if (wait === 0) return
    const headers = { 'retry-after': String(wait) }
    throw new HttpFault('too_many_requests', 'Asked too often from one address', headers)
  }
  return new Hono<HttpEnv>()
    .get('/v1/availability', async (c) => {
      for (const [name, value] of OPEN_TO_ALL) c.header(name, value)
      allow(c)
      const { merchant, sku: skus, country, postcode, ...asked } = readQuery(c)
      const to = { country, postalCode: postcode }
      const found = await readAvailability(services, merchant, { ...asked, skus, to })
      const body = JSON.stringify({ locale: found.locale, data: found.lines.map(shapeLine) })
      const type = 'application/json'
      return answerCached(c, body, { type, cache: FOR_A_MINUTE, ...compressed(c, body) })
    })
    .get('/availability.js', (c) => {
      for (const [name, value] of OPEN_TO_ALL) c.header(name, value)
      const { body, version, encoded } = availabilityScript
      const isNamed = c.req.query('v') === version
      return answerCached(c, body, {
        type: 'text/javascript; charset=utf-8',
        cache: isNamed ? FOR_GOOD : FOR_AN_HOUR,
        ...encoded(c),
      })
    })
}

const FOR_A_MINUTE = 'public, max-age=60, stale-while-revalidate=300'
const FOR_AN_HOUR = 'public, max-age=3600, stale-while-revalidate=86400'
/** Under its version it never changes. */
const FOR_GOOD = 'public, max-age=31536000, immutable'

const OPEN_TO_ALL: readonly [string, string][] = [
  ['access-control-allow-origin', '*'],
  ['cross-origin-resource-policy', 'cross-origin'],
]

const shapeLine = ({ sku, state, shipsBy, delivery, text, deliveryText }: AvailabilityLine) => ({
  sku,
  state,
  ships_by: shipsBy,
  delivery: delivery && {
    earliest: delivery.earliest,
    latest: delivery.latest,
    text: deliveryText,
  },
  text,
})

function readQuery(c: Context) {
  const given = Object.entries(c.req.query()).filter(([, value]) => value !== '')
  const skus = (c.req.queries('sku') ?? []).flatMap((value) => value.split(','))
  const sku = [...new Set(skus.map((one) => one.trim()).filter((one) => one !== ''))]
  return parseWith(availabilityQuery, { ...Object.fromEntries(given), sku }, 'The query')
}

/** Told apart by its content and, as RFC 9110, 8.8.3.3 has it, by the coding that it goes in. */
function answerCached(c: Context, text: string, { type, cache, body, headers }: Cached) {
  const coding = headers['content-encoding']
  const etag = `"${hashKey(text).slice(0, 32)}${coding ? `-${coding}` : ''}"`
  const kept = { etag, 'cache-control': cache, vary: headers.vary ?? '' }
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, kept)
  return c.body(body, 200, { ...headers, ...kept, 'content-type': type })
}

type Cached = { type: string; cache: string } & ReturnType<typeof compressed>
