import { type Context, Hono } from 'hono'
import { knownNotice, lookupPage } from '../../../tracking-page/index.ts'
import { DomainError } from '../../domain/error.ts'
import type { Merchant } from '../../domain/merchant.ts'
import { searchPrefixes } from '../../domain/search.ts'
import { findMerchantOfSlug } from '../../operations/merchants.ts'
import type { Services } from '../../operations/services.ts'
import { lookUp } from '../../operations/tracking.ts'
import { readForm } from '../body.ts'
import { type ClientAddress, tryKey } from '../client-address.ts'
import type { HttpEnv } from '../http-env.ts'
import { isForeignOrigin } from '../own-origin.ts'
import { answerPage, showNotice } from '../pages.ts'
import { createTries } from '../tries.ts'

const FORM_MAX_BYTES = 16_384
const NUMBER_MAX = 255
const PROOF_MAX = 254
const KEYS_MAX = 10_000
/** A household that mistypes has room; a list of order numbers has not. */
export const TRIES_OF_ADDRESS = { burst: 20, secondsEach: 10, keysMax: KEYS_MAX }
/** An order is asked for by its customer: 10 at once, then one a minute, from wherever. */
export const TRIES_OF_ORDER = { burst: 10, secondsEach: 60, keysMax: KEYS_MAX }
/** Where a stranger used these up, its customer can still mistype twice. */
export const TRIES_OF_BOTH = { burst: 3, secondsEach: 600, keysMax: KEYS_MAX }
export const TRIES_IN_RESERVE = { burst: 30, secondsEach: 60, keysMax: KEYS_MAX }

/** Finding the page of an order without its link. Wrong and unknown answer alike. */
export function lookupRoutes(services: Services, clientAddress: ClientAddress) {
  const tries = createTries({
    address: TRIES_OF_ADDRESS,
    target: TRIES_OF_ORDER,
    own: TRIES_OF_BOTH,
    reserve: TRIES_IN_RESERVE,
  })
  const waitFor = (c: Context, merchant: Merchant, number: string) =>
    tries.take({
      address: tryKey(clientAddress(c)),
      target: `${merchant.id} ${searchPrefixes(number)[0] ?? ''}`,
      now: services.clock.now(),
    })
  const routes = new Hono<HttpEnv>()
  routes.onError(showNotice(services))
  return routes
    .get('/m/:slug/track', async (c) => answerPage(c, lookupPage(await inputOf(services, c))))
    .post('/m/:slug/track', async (c) => {
      if (isForeignOrigin(c, services.baseUrl)) {
        return answerPage(c, knownNotice('forbidden', { merchant: null }))
      }
      const input = await inputOf(services, c)
      const form = await readForm(c, FORM_MAX_BYTES)
      const number = (form.get('order_number') ?? '').slice(0, NUMBER_MAX).replaceAll('\0', '')
      const proof = (form.get('key') ?? '').slice(0, PROOF_MAX)

      const wait = waitFor(c, input.merchant, number)
      if (wait > 0) {
        const page = lookupPage({ ...input, problem: 'too_many', orderNumber: number })
        return answerPage(c, page, { 'retry-after': String(wait) })
      }
      const url = await lookUp(services, input.merchant, { number, proof })
      if (url) return c.redirect(new URL(url).pathname, 303)
      return answerPage(c, lookupPage({ ...input, problem: 'unknown', orderNumber: number }))
    })
}

async function inputOf(services: Services, c: Context) {
  const merchant = await findMerchantOfSlug(services, c.req.param('slug') ?? '')
  if (!merchant) throw new DomainError('not_found', 'There is no such shop')
  const logo = merchant.brand.logo ? `/m/${merchant.slug}/logo` : null
  return { merchant, action: `/m/${merchant.slug}/track`, logo }
}
