import { Hono } from 'hono'
import { DomainError } from '../domain/error.ts'
import { merchantDoor } from './bearer.ts'
import { connectionAddress } from './client-address.ts'
import { docsRoutes } from './docs/routes.tsx'
import type { HttpEnv, HttpOptions } from './http-env.ts'
import { ownHost } from './own-host.ts'
import { pageViews } from './page-views.ts'
import { isShopperPath, showNotice } from './pages.ts'
import { answerProblem } from './problem.ts'
import { isRoute, refuseRoute } from './refuse-route.ts'
import { requestLog } from './request-log.ts'
import { availabilityRoutes } from './routes/availability.ts'
import { brandRoutes } from './routes/brand.ts'
import { calendarRoutes } from './routes/calendar.ts'
import { choiceRoutes } from './routes/choices.ts'
import { clockRoutes } from './routes/clock.ts'
import { connectionRoutes } from './routes/connections.ts'
import { consentRoutes } from './routes/consent.ts'
import { eventRoutes } from './routes/events.ts'
import { evidenceRoutes } from './routes/evidence.ts'
import { feedbackRoutes } from './routes/feedback.ts'
import { inquiryRoutes } from './routes/inquiry.ts'
import { liveRoutes } from './routes/live.ts'
import { logoRoutes } from './routes/logo.ts'
import { lookupRoutes } from './routes/lookup.ts'
import { merchantRoutes } from './routes/merchants.ts'
import { messageRoutes } from './routes/messages.ts'
import { metaRoutes } from './routes/meta.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { orderRoutes } from './routes/orders.ts'
import { pictureRoutes } from './routes/pictures.ts'
import { postcodeRoutes } from './routes/postcode.ts'
import { preferenceRoutes } from './routes/preferences.ts'
import { reportRoutes } from './routes/reports.ts'
import { settingsRoutes } from './routes/settings.ts'
import { suppressionRoutes } from './routes/suppressions.ts'
import { templateRoutes } from './routes/templates.ts'
import { trackingRoutes } from './routes/tracking.ts'
import { unsubscribeRoutes } from './routes/unsubscribe.ts'
import { webhookEndpointRoutes } from './routes/webhook-endpoints.ts'
import { safeHeaders } from './safe-headers.ts'

/** Everything that answers over HTTP, as one app: a test calls `app.request`, `listen` serves it. */
export function createHttpApp(options: HttpOptions): Hono<HttpEnv> {
  const { services, findConnector, adminToken, isReady, consoleApp } = options
  const clientAddress = options.clientAddress ?? connectionAddress
  const merchants = merchantDoor(services)
  const app = new Hono<HttpEnv>()
  app.onError(answerProblem(services.log))
  const showPage = showNotice(services)
  app.notFound((c) =>
    isShopperPath(c.req.path) && !isRoute(app, c.req.path)
      ? showPage(new DomainError('not_found', 'There is no such page'), c)
      : refuseRoute(app, c),
  )
  app.use(requestLog(services))
  app.use(ownHost(services, () => app))
  // Before the headers of the API: the console's pages have a policy of their own.
  if (consoleApp) app.route('/console', consoleApp)
  app.use(safeHeaders)
  app.use('/t/*', pageViews(options.views))

  app.route('/', eventRoutes(services, merchants))
  app.route('/', orderRoutes(services, merchants))
  app.route('/', evidenceRoutes(services, merchants))
  app.route('/', messageRoutes(services, merchants))
  app.route('/', clockRoutes(services, merchants))
  app.route('/', settingsRoutes(services, merchants))
  app.route('/', brandRoutes(services, merchants))
  app.route('/', templateRoutes(services, merchants))
  app.route('/', reportRoutes(services, merchants))
  app.route('/', suppressionRoutes(services, merchants))
  app.route('/', webhookEndpointRoutes(services, merchants))
  app.route('/', merchantRoutes(services, adminToken))
  app.route('/', connectionRoutes(services, { merchants, adminToken, findConnector }))
  app.route('/', trackingRoutes(services))
  app.route('/', choiceRoutes(services))
  app.route('/', consentRoutes(services))
  app.route('/', inquiryRoutes(services))
  app.route('/', liveRoutes(services, options.live ?? null))
  app.route('/', calendarRoutes(services))
  app.route('/', feedbackRoutes(services))
  app.route('/', preferenceRoutes(services))
  app.route('/', unsubscribeRoutes(services))
  app.route('/', postcodeRoutes(services, clientAddress))
  app.route('/', availabilityRoutes(services, options.clientAddress ?? connectionAddress))
  app.route('/', lookupRoutes(services, clientAddress))
  app.route('/', logoRoutes(services))
  app.route('/', pictureRoutes(services))
  app.route('/', metaRoutes(isReady))
  app.route('/', metricsRoutes(services, adminToken))
  app.route('/', docsRoutes(services.baseUrl))
  return app
}
