import type { Writer } from '../db/group-commit.ts'
import type { Db } from '../db/open.ts'
import type { MailChannel, TextChannel } from '../domain/outcome.ts'
import type { Clock } from '../lib/clock.ts'
import type { Counters } from '../lib/counters.ts'
import type { Secrets } from '../lib/crypto.ts'
import type { NewId } from '../lib/id.ts'
import type { Logger } from '../lib/log.ts'
import type { Templates } from '../render/templates.ts'

/** What every operation is handed. Nothing in here is reached for from the side. */
export type Services = {
  writer: Writer
  read: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  /** Public origin of the links in messages, without a slash at its end. */
  baseUrl: string
  templates: Templates
  channels: {
    mail: MailChannel
    text: TextChannel
    /** Where test merchants' messages go, whatever providers are set. */
    outbox: { mail: MailChannel; text: TextChannel }
  }
  leaseSeconds: number
  log: Logger
  /** What this process has done, for `/metrics`. */
  counters: Counters
  /** Tells the worker that something may be due sooner than it thought. */
  wake(): void
}
