import { z } from 'zod'
import { listLines, type Names } from './describe-lines.ts'
import { inWords } from './words.ts'

const lines = z.array(z.looseObject({ id: z.string(), quantity: z.number() }))
const cancelling = z.looseObject({
  by: z.string().catch('tidings'),
  lines: lines.catch([]),
  reason: z.string().nullish().catch(null),
})
const answering = z.looseObject({
  answer: z.enum(['accept', 'decline']),
  reason: z.string().nullish().catch(null),
})
const sending = z.looseObject({ kind: z.string(), channel: z.string() })

/** What we decided or said ourselves, in words. */
export function describeOwnEvent(event: { type: string; data: unknown }, names: Names): string {
  const tell = Object.hasOwn(TELL, event.type) ? TELL[event.type] : undefined
  const told = tell?.(event.data, names)
  return told ?? inWords(event.type)
}

const TELL: Record<string, (data: unknown, names: Names) => string | undefined> = {
  'message.sent': (data) => {
    const { data: sent } = sending.safeParse(data)
    return sent && `${inWords(sent.kind)} handed over by ${sent.channel}`
  },
  'cancellation.made': (data, names) => tellCancelling('Cancelled by', data, names),
  'cancellation.requested': (data, names) => tellCancelling('Cancellation asked by', data, names),
  'cancellation.answered': (data) => {
    const { data: answered } = answering.safeParse(data)
    if (!answered) return undefined
    const verdict = answered.answer === 'accept' ? 'accepted' : 'declined'
    return `Cancellation ${verdict}${answered.reason ? `: ${answered.reason}` : ''}`
  },
}

function tellCancelling(what: string, data: unknown, names: Names) {
  const { data: made } = cancelling.safeParse(data)
  if (!made) return undefined
  const which = made.lines.length > 0 ? `: ${listLines(made.lines, names)}` : ''
  return `${what} ${made.by}${which}${made.reason ? ` (“${made.reason}”)` : ''}`
}
