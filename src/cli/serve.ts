import { parseArgs } from 'node:util'
import { type Command, UsageError } from './cli-app.ts'
import { seedDemo } from './demo.ts'
import { stopAsked } from './stop-asked.js'

/** Requests and messages that are still open this long after the stop was asked for are cut off. */
const STOP_MS_MAX = 8_000
const ROLES: readonly string[] = ['all', 'api', 'worker']

/** `tidings serve`: the HTTP server, the worker, or both, until it is told to stop. */
export const serve: Command = async (app, args, where) => {
  const { values } = parseArgs({ args, options: { role: { type: 'string', default: 'all' } } })
  const { role } = values
  if (!ROLES.includes(role)) throw new UsageError(`--role: one of ${ROLES.join(', ')}`)
  const demo = where.demo && role === 'all' ? await seedDemo(app, where) : []
  const stop = stopAsked()
  const server = role === 'worker' ? null : await app.listen(where)
  const worker = role === 'api' ? null : app.startWorker()
  console.log(
    [`Tidings is running${server ? ` at ${where.baseUrl}` : ' (worker)'}`, ...demo].join('\n'),
  )

  await stop
  await Promise.all([server?.close(STOP_MS_MAX), worker?.stop(STOP_MS_MAX)])
}
