import type { Writer } from '../db/group-commit.ts'
import type { Db } from '../db/open.ts'
import type { LatenessModel } from '../domain/lateness.ts'
import type { MailChannel, TextChannel } from '../domain/outcome.ts'
import type { DomainChannel } from '../domain/own-domain.ts'
import type { PictureChannel } from '../domain/picture.ts'
import type { WebhookChannel } from '../domain/webhook-call.ts'
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
    /** To merchants' own endpoints, those of test merchants as well. */
    webhook: WebhookChannel
    /** Pictures of products, from wherever merchants keep them. */
    pictures: PictureChannel
    /** What merchants' own domains lead to. */
    domains: DomainChannel
    /** Where test merchants' messages go, whatever providers are set. */
    outbox: { mail: MailChannel; text: TextChannel }
  }
  leaseSeconds: number
  /** How long an unclear hand-over waits for its provider's word, and since when we could hear it. */
  unclearWaitSeconds: number
  startedAt: string
  log: Logger
  /** What a day's supplies teach, by merchant: worked out once a day. */
  lateness: Map<string, LatenessModel>
  /** What this process has done, for `/metrics`. */
  counters: Counters
  /** Tells the worker that something may be due sooner than it thought. */
  wake(): void
}
