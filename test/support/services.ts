import { createChannels } from '../../src/channels/index.ts'
import { createWriter } from '../../src/db/group-commit.ts'
import type { Handle } from '../../src/db/open.ts'
import { createCounters } from '../../src/lib/counters.ts'
import { newId } from '../../src/lib/id.ts'
import { silentLog } from '../../src/lib/log.ts'
import type { Services } from '../../src/operations/services.ts'
import { loadTemplates, type Templates } from '../../src/render/templates.ts'
import { clockAt, type TestClock } from './clock.ts'

export type TestServices = Services & { clock: TestClock }
type Options = { now?: string; baseUrl?: string }

let templates: Promise<Templates> | null = null

/** Services on a real database, with a clock that stands and the local outbox for every channel. */
export async function testServices(
  handle: Handle,
  { now = '2026-03-02T15:00:00Z', baseUrl = 'http://127.0.0.1:8080' }: Options = {},
): Promise<TestServices> {
  templates ??= loadTemplates()
  const { mail, text, outbox } = createChannels({ sendgrid: null, smtp: null, twilio: null })
  return {
    writer: createWriter(handle),
    read: handle.read,
    clock: clockAt(now),
    newId,
    secrets: ['a secret of the tests, which is long enough'],
    baseUrl,
    templates: await templates,
    channels: { mail, text, outbox },
    leaseSeconds: 30,
    log: silentLog,
    counters: createCounters(),
    wake: () => {},
  }
}
