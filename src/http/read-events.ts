import { DomainError } from '../domain/error.ts'
import { BATCH_MAX } from '../domain/event.ts'
import type { Merchant } from '../domain/merchant.ts'
import { recordEvent, recordEvents, type Verdict } from '../operations/record-events.ts'
import type { Services } from '../operations/services.ts'
import { decodeText, parseJson } from './body.ts'
import { HttpFault } from './http-fault.ts'

const NDJSON_TYPE = 'application/x-ndjson'
const LINE_FEED = 0x0a

type Entry = { input: unknown } | { refused: Verdict }
type EventsBody = { single: unknown } | { batch: Entry[] }

/**
 * The three forms in which events come: one object, `{"events":[…]}`, or a line each. A batch that
 * cannot be read as a whole is refused as a whole; a bad line of NDJSON is only that line.
 */
export function readEvents(bytes: Uint8Array, contentType: string | undefined): EventsBody {
  if (contentType?.toLowerCase().startsWith(NDJSON_TYPE)) return { batch: readLines(bytes) }

  const body = parseJson(decodeText(bytes))
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

/** Each decoded by itself: no byte of a character but the line feed's own is one (RFC 3629, 3). */
function readLines(bytes: Uint8Array): Entry[] {
  const lines = linesOf(bytes)
    .map((line, at) => ({ line: decodeLine(line), number: at + 1 }))
    .filter(({ line }) => line !== '')
  refuseCount(lines.length, '')
  return lines.map(({ line, number }) => readLine(line, number))
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let from = 0; from <= bytes.length; ) {
    const at = bytes.indexOf(LINE_FEED, from)
    const to = at < 0 ? bytes.length : at
    lines.push(bytes.subarray(from, to))
    from = to + 1
  }
  return lines
}

/** Null where it is no UTF-8. */
function decodeLine(line: Uint8Array): string | null {
  if (line.length === 0) return ''
  try {
    return decodeText(line).trim()
  } catch {
    return null
  }
}

function readLine(line: string | null, number: number): Entry {
  if (line === null) return refused(number, 'The line is not UTF-8')
  try {
    return { input: parseJson(line) }
  } catch (error) {
    if (!(error instanceof HttpFault)) throw error
    return refused(number, error.message)
  }
}

const refused = (number: number, why: string): Entry => {
  const errors = [{ pointer: '', message: `line ${number}: ${why}` }]
  return { refused: { id: null, status: 'rejected', errors } }
}

function refuseCount(count: number, pointer: string) {
  if (count === 0) throw invalid(pointer, 'has no event')
  if (count > BATCH_MAX) throw invalid(pointer, `has ${count} events, at most ${BATCH_MAX} at once`)
}

const invalid = (pointer: string, message: string) =>
  new DomainError('invalid', 'The batch is not valid', [{ pointer, message }])
