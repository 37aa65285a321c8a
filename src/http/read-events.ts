import { DomainError } from '../domain/error.ts'
import { BATCH_MAX } from '../domain/event.ts'
import type { Merchant } from '../domain/merchant.ts'
import { recordEvent, recordEvents, type Verdict } from '../operations/record-events.ts'
import type { Services } from '../operations/services.ts'
import { decodeText, parseJson } from './body.ts'
import { HttpFault } from './http-fault.ts'

const NDJSON_TYPE = 'application/x-ndjson'

type Entry = { input: unknown } | { refused: Verdict }
type EventsBody = { single: unknown } | { batch: Entry[] }

/**
 * The three forms in which events come: one object, `{"events":[…]}`, or a line each. A batch that
 * cannot be read as a whole is refused as a whole; a bad line of NDJSON is only that line.
 */
export function readEvents(bytes: Uint8Array, contentType: string | undefined): EventsBody {
  const text = decodeText(bytes)
  if (contentType?.toLowerCase().startsWith(NDJSON_TYPE)) return { batch: readLines(text) }

  const body = parseJson(text)
  if (!isBatch(body)) return { single: body }
  if (!Array.isArray(body.events)) throw invalid('/events', 'must be a list')
  refuseCount(body.events.length, '/events')
  return { batch: body.events.map((input) => ({ input })) }
}

/** Records them, with a verdict each, in the order in which they came. */
export async function recordBody(
  services: Services,
  merchant: Merchant,
  body: EventsBody,
  source: 'api' | 'standard' = 'api',
): Promise<Verdict[]> {
  if ('single' in body) return [await recordEvent(services, merchant, body.single, source)]

  const inputs = body.batch.flatMap((entry) => ('input' in entry ? [entry.input] : []))
  const verdicts = (await recordEvents(services, merchant, inputs, source)).values()
  return body.batch.map((entry) =>
    'refused' in entry ? entry.refused : (verdicts.next().value as Verdict),
  )
}

/** An object with `events` and without `type` is a batch; an event may carry any field of its own. */
function isBatch(body: unknown): body is { events: unknown } {
  return typeof body === 'object' && body !== null && 'events' in body && !('type' in body)
}

function readLines(text: string): Entry[] {
  const lines = text
    .split('\n')
    .map((line, at) => ({ line: line.trim(), number: at + 1 }))
    .filter(({ line }) => line !== '')
  refuseCount(lines.length, '')
  return lines.map(({ line, number }) => readLine(line, number))
}

function readLine(line: string, number: number): Entry {
  try {
    return { input: parseJson(line) }
  } catch (error) {
    if (!(error instanceof HttpFault)) throw error
    const errors = [{ pointer: '', message: `line ${number}: ${error.message}` }]
    return { refused: { id: null, status: 'rejected', errors } }
  }
}

function refuseCount(count: number, pointer: string) {
  if (count === 0) throw invalid(pointer, 'has no event')
  if (count > BATCH_MAX) throw invalid(pointer, `has ${count} events, at most ${BATCH_MAX} at once`)
}

const invalid = (pointer: string, message: string) =>
  new DomainError('invalid', 'The batch is not valid', [{ pointer, message }])
