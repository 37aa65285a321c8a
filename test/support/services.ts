import { createChannels } from '../../src/channels/index.ts'
import { createWriter } from '../../src/db/group-commit.ts'
import type { Handle } from '../../src/db/open.ts'
import { createCounters } from '../../src/lib/counters.ts'
import { newId } from '../../src/lib/id.ts'
import { silentLog } from '../../src/lib/log.ts'
import type { Services } from '../../src/operations/services.ts'
import { clockAt, type TestClock } from './clock.ts'
import { ownTemplates } from './templates.ts'

export type TestServices = Services & { clock: TestClock }
type Options = { now?: string; baseUrl?: string }

/** Services on a real database, with a clock that stands and the local outbox for every channel. */
export async function testServices(
  handle: Handle,
  { now = '2026-03-02T15:00:00Z', baseUrl = 'http://127.0.0.1:8080' }: Options = {},
): Promise<TestServices> {
  const clock = clockAt(now)
  const { mail, text, webhook, pictures, domains, outbox } = createChannels(
    { sendgrid: null, smtp: null, twilio: null },
    () => clock.now().getTime(),
  )
  return {
    writer: createWriter(handle),
    read: handle.read,
    clock,
    newId,
    secrets: ['a secret of the tests, which is long enough'],
    baseUrl,
    templates: await ownTemplates(),
    channels: { mail, text, webhook, pictures, domains, outbox },
    leaseSeconds: 30,
    unclearWaitSeconds: 300,
    startedAt: '2026-01-01T00:00:00.000Z',
    log: silentLog,
    lateness: new Map(),
    counters: createCounters(),
    wake: () => {},
  }
}
