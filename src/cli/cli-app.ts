import type { Hono } from 'hono'
import type { Auth } from '../http/auth/auth.ts'
import type { HttpEnv } from '../http/http-env.ts'
import type { Services } from '../operations/services.ts'
import type { Worker } from '../worker/worker.ts'

/** What a command is handed: the wired application. */
export type CliApp = {
  http: Hono<HttpEnv>
  services: Services
  auth: Auth
  startWorker(): Worker
  close(): Promise<void>
}

export type ListenAt = { host: string; port: number; baseUrl: string; demo: boolean }

/** sysexits(3): a command line, or input, that cannot be used. */
export const EXIT_USAGE = 64
export const EXIT_DATA = 65

export type Command = (app: CliApp, args: string[], where: ListenAt) => Promise<void>
