import { availableParallelism } from 'node:os'
import type { Hono } from 'hono'
import { createChannels } from './channels/index.ts'
import type { CliApp } from './cli/cli-app.ts'
import { type Config, installationSecrets } from './config.ts'
import { findConnector } from './connectors/index.ts'
import { consoleRoutes } from './console/routes.tsx'
import { createWriter } from './db/group-commit.ts'
import { migrate } from './db/migrate.ts'
import { type Handle, openDatabase } from './db/open.ts'
import { isReady } from './db/ready.ts'
import { openSignals } from './db/signals.ts'
import { type Auth, createAuth } from './http/auth/auth.ts'
import { drawBrandPreview } from './http/brand-preview.ts'
import { addressBehind } from './http/client-address.ts'
import type { HttpEnv } from './http/http-env.ts'
import { listen } from './http/listen.ts'
import { createHttpApp } from './http/server.ts'
import { type Clock, systemClock } from './lib/clock.ts'
import { createCounters } from './lib/counters.ts'
import { sign } from './lib/crypto.ts'
import { asDatabaseFault } from './lib/database-fault.ts'
import { newId } from './lib/id.ts'
import type { Logger } from './lib/log.ts'
import { demoAccess } from './operations/demo.ts'
import type { Services } from './operations/services.ts'
import { consoleOperations } from './operations/support.ts'
import { loadTemplates } from './render/message.ts'
import { type Live, startLive } from './worker/live.ts'
import { startViewLog, type ViewLog } from './worker/view-log.ts'
import { wakeOthers } from './worker/wake-others.ts'
import { startWorker, type Worker } from './worker/worker.ts'

export type App = CliApp & { http: Hono<HttpEnv>; startWorker(): Worker }

/** The whole wiring: clock + database + channels -> operations -> HTTP app and worker. */
export async function createApp(
  config: Config,
  log: Logger,
  clock: Clock = systemClock,
): Promise<App> {
  const { handle, secrets } = await openStore(config)

  const channels = createChannels(channelSettings(config), () => clock.now().getTime())
  const waking = wakingOf(handle, config, log)
  const services: Services = {
    writer: createWriter(handle),
    read: handle.read,
    clock,
    newId,
    secrets,
    baseUrl: config.baseUrl,
    templates: await loadTemplates(),
    channels,
    leaseSeconds: config.leaseSeconds,
    unclearWaitSeconds: config.unclearWaitSeconds,
    startedAt: clock.now().toISOString(),
    log,
    lateness: new Map(),
    counters: createCounters(),
    wake: waking.wake,
  }
  const auth = authOf(config, { handle, secrets, log })
  const live = startLive(services)
  waking.onWake(live.changed)
  const views = startViewLog(services)
  const http = httpApp(config, { services, auth, handle, log, live, views })
  return {
    http,
    services,
    request: (path, init) => http.request(path, init),
    async listen(where) {
      const server = await listen(http, where)
      // Streams never end by themselves: they would be waited for until they are cut.
      return { ...server, close: closingFirst(live, server) }
    },
    createUser: auth.createUser,
    startWorker() {
      const worker = startWorker(services)
      waking.onWake(worker.wake)
      return worker
    },
    async close() {
      live.close()
      await views.close()
      await waking.close()
      await channels.close()
      await handle.close()
    },
  }
}

/** The database first: where it cannot be, no secret is to lie beside it. */
async function openStore(config: Config) {
  try {
    const handle = openDatabase(config.databaseUrl)
    const secrets = installationSecrets(config)
    await migrate(handle)
    return { handle, secrets }
  } catch (error) {
    throw asDatabaseFault(error)
  }
}

const authOf = (
  { baseUrl }: Config,
  { handle, secrets, log }: { handle: Handle; secrets: Services['secrets']; log: Logger },
): Auth =>
  createAuth({
    db: handle.db,
    dialect: handle.dialect,
    secret: sign('sessions', secrets, 'console'),
    baseUrl,
    log: (level, message) => log.error({ library: 'better-auth', severity: level }, message),
  })

function httpApp(
  config: Config,
  {
    services,
    auth,
    handle,
    log,
    live,
    views,
  }: {
    services: Services
    auth: Auth
    handle: Handle
    log: Logger
    live: Live
    views: ViewLog
  },
): Hono<HttpEnv> {
  const { email, password } = demoAccess(services)
  const clientAddress = addressBehind(config.trustedProxies)
  const consoleApp = consoleRoutes({
    operations: consoleOperations(services),
    auth,
    baseUrl: config.baseUrl,
    clientAddress,
    demo: config.demo && isLoopback(config.host) ? { email, password } : undefined,
    drawPreview: drawBrandPreview,
    onUnexpected: (error) => log.error({ error }, 'the console met a fault'),
  })
  return createHttpApp({
    services,
    findConnector,
    adminToken: config.adminToken,
    isReady: () => isReady(handle),
    consoleApp,
    clientAddress,
    live,
    views,
  })
}

function channelSettings({
  sendgrid,
  smtpUrl,
  twilio,
  webhookPrivate,
}: Config): Parameters<typeof createChannels>[0] {
  return {
    sendgrid: sendgrid && {
      apiKey: sendgrid.apiKey,
      perSecond: sendgrid.perSecond,
      ...(sendgrid.apiUrl && { apiUrl: sendgrid.apiUrl }),
    },
    smtp: smtpUrl ? { url: smtpUrl } : null,
    webhook: { allowPrivate: webhookPrivate },
    pictures: { allowPrivate: webhookPrivate },
    isBeside: availableParallelism() > 1,
    twilio: twilio && {
      accountSid: twilio.accountSid,
      authToken: twilio.authToken,
      perSecond: twilio.perSecond,
      ...(twilio.from && { from: twilio.from }),
      ...(twilio.messagingServiceSid && { messagingServiceSid: twilio.messagingServiceSid }),
      ...(twilio.apiUrl && { apiUrl: twilio.apiUrl }),
    },
  }
}

/** Wakes this process's worker and, on PostgreSQL, those of all others. */
function wakingOf({ dialect }: Handle, { databaseUrl }: Config, log: Logger) {
  const woken: (() => void)[] = []
  const wakeOwn = () => {
    for (const wake of woken) wake()
  }
  const onError = (error: Error) => log.warn({ error }, 'no wake-ups between processes for now')
  const signals = dialect === 'postgres' ? openSignals(databaseUrl, wakeOwn, onError) : null
  const others = signals && wakeOthers(signals)

  return {
    wake() {
      wakeOwn()
      others?.tell()
    },
    onWake(wake: () => void) {
      woken.push(wake)
    },
    async close() {
      others?.stop()
      await signals?.close()
    },
  }
}

/** The demo's password stands in the sign-in form: only for who sits at this machine. */
const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')

/** What is open by design is closed before what waits for it. */
const closingFirst =
  (first: { close(): void }, server: Awaited<ReturnType<typeof listen>>) =>
  (graceMs: Parameters<typeof server.close>[0]) => {
    first.close()
    return server.close(graceMs)
  }
