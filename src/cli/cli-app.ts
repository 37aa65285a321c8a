import type { Services } from '../operations/services.ts'

/** What a command is handed: the wired application, as far as a command needs it. */
export type CliApp = {
  services: Services
  /** A request to our own HTTP app, through the same doors as from outside. */
  request(path: string, init: RequestInit): Response | Promise<Response>
  listen(where: ListenAt): Promise<{ close(graceMs: number): Promise<void> }>
  startWorker(): { stop(msMax?: number): Promise<void> }
  createUser(user: NewUser): Promise<{ userId: string }>
  close(): Promise<void>
}

export type ListenAt = { host: string; port: number; baseUrl: string; demo: boolean }
type NewUser = {
  email: string
  password: string
  name: string
  merchantId: string
  role: 'admin' | 'support'
}

/** sysexits(3): a command line, or input, that cannot be used. */
export const EXIT_USAGE = 64
export const EXIT_DATA = 65

/** A command line that cannot be meant: said in a line, with the usage. */
export class UsageError extends Error {}

export type Command = (app: CliApp, args: string[], where: ListenAt) => Promise<void>
