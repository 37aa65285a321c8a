import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { DomainError } from '../domain/error.ts'
import type { ConsoleOperations } from '../operations/console-types.ts'
import { assetRoutes } from './assets.ts'
import { attentionRoutes } from './attention-routes.tsx'
import { brandRoutes } from './brand-routes.tsx'
import {
  BODY_MAX_BYTES,
  type ConsoleEnv,
  type ConsoleOptions,
  FILE_MAX_BYTES,
} from './console-env.ts'
import { evidenceRoutes } from './evidence-routes.ts'
import { showFault } from './fault-page.tsx'
import { feedbackRoutes } from './feedback-routes.tsx'
import { inquiryRoutes } from './inquiry-routes.tsx'
import { messageRoutes } from './message-routes.tsx'
import { NoMerchantPage } from './no-merchant-page.tsx'
import { orderRoutes } from './order-routes.tsx'
import { ordersPath } from './paths.ts'
import { policyRoutes } from './policy-routes.tsx'
import { promiseRoutes } from './promise-routes.tsx'
import { ownOriginOnly, secureHeaders, straightPages } from './security.ts'
import { signInRoutes } from './sign-in-routes.tsx'
import { suppressionRoutes } from './suppression-routes.tsx'
import { templateRoutes } from './template-routes.tsx'
import { webhookRoutes } from './webhook-routes.tsx'

/** The support pages, to be mounted at /console. */
export function consoleRoutes(options: ConsoleOptions) {
  const { operations, auth, baseUrl, onUnexpected } = options
  const routes = new Hono<ConsoleEnv>()
  routes.onError(showFault(onUnexpected))
  const formOnly = upTo(
    BODY_MAX_BYTES,
    'That is too long. Nothing was kept: go back and shorten it',
  )
  const withFile = upTo(FILE_MAX_BYTES, 'The file is too large: a logo may have at most 1 MB')
  const bounded = createMiddleware((c, next) =>
    (c.req.path.endsWith('/brand/logo') ? withFile : formOnly)(c, next),
  )
  routes.use(secureHeaders, straightPages, bounded, ownOriginOnly(baseUrl))

  routes.route('/assets', assetRoutes())
  routes.route('/', signInRoutes(options))

  routes.use(auth.requireMember)
  routes.get('/', async (c) => {
    const [first] = await operations.merchantsOf(c.var.user.id)
    return first ? c.redirect(ordersPath(first.slug)) : c.html(<NoMerchantPage user={c.var.user} />)
  })
  routes.use('/:slug/*', loadMerchant(operations))
  routes.route('/:slug', orderRoutes(operations))
  routes.route('/:slug', attentionRoutes(operations))
  routes.route('/:slug', evidenceRoutes(operations))
  routes.route('/:slug', messageRoutes(operations))
  routes.route('/:slug', suppressionRoutes(operations))
  routes.route('/:slug', templateRoutes(operations))
  routes.route('/:slug', inquiryRoutes(operations))
  routes.route('/:slug', webhookRoutes(operations))
  routes.route('/:slug', promiseRoutes(operations))
  routes.route('/:slug', policyRoutes(operations))
  routes.route('/:slug', feedbackRoutes(operations))
  routes.route('/:slug', brandRoutes(operations, options.drawPreview))
  routes.all('*', () => {
    throw new DomainError('not_found', 'There is no such page')
  })
  return routes
}

const upTo = (maxSize: number, message: string) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new HTTPException(413, { message })
    },
  })

/** Someone else's merchant and one that does not exist answer alike. */
const loadMerchant = (operations: ConsoleOperations) =>
  createMiddleware<ConsoleEnv>(async (c, next) => {
    const merchants = await operations.merchantsOf(c.var.user.id)
    const merchant = merchants.find(({ slug }) => slug === c.req.param('slug'))
    if (!merchant) throw new DomainError('not_found', 'There is no such page')

    c.set('merchants', merchants)
    c.set('merchant', merchant)
    await next()
  })
