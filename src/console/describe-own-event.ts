import { z } from 'zod'
import { listLines, listTitles, type Names } from './describe-lines.ts'
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

const by = z.string().catch('tidings')
const splitting = z.looseObject({ by, split: z.enum(['ship_available', 'hold']) })
const swapping = z.looseObject({ by, sku: z.string(), line_id: z.string() })
const keeping = z.looseObject({ by, lines: z.array(z.string()) })
const joining = z.looseObject({ by, lines: z.array(z.looseObject({ id: z.string() })) })
const returning = z.looseObject({ skus: z.array(z.string()) })
const SPLIT_WORDS = { ship_available: 'what is ready first', hold: 'all together' }

const consenting = z.looseObject({ by, lines: z.array(z.looseObject({ id: z.string() })) })
const expiring = z.looseObject({ lines, deadlines: z.record(z.string(), z.string()) })

const asking = z.looseObject({ via: z.enum(['email', 'sms', 'page']) })
const ASKED_WORDS = { email: 'by mail', sms: 'by text', page: 'from the page' } as const
const choosing = z.looseObject({ news_off: z.array(z.string()) })
const refusing = z.looseObject({ channel: z.enum(['email', 'sms']), reason: z.string() })
const rating = z.looseObject({ score: z.number() })
const writing = z.looseObject({ inquiry_id: z.string().nullable() })

const queueDate = z.looseObject({
  id: z.string(),
  expected_at: z.string().nullable(),
  supply_id: z.string().nullable(),
  place_in_queue: z.number(),
})
const dating = z.looseObject({ lines: z.array(queueDate) })

/** What we decided or said ourselves, in words. */
export function describeOwnEvent(event: { type: string; data: unknown }, names: Names): string {
  const tell = Object.hasOwn(TELL, event.type) ? TELL[event.type] : undefined
  const told = tell?.(event.data, names)
  return told ?? inWords(event.type)
}

const ADDRESS_WORDS = { email: 'E-mail address', sms: 'Number' } as const

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
  'delay.consented': (data, names) => {
    const { data: agreed } = consenting.safeParse(data)
    const ids = agreed?.lines.map(({ id }) => id) ?? []
    return agreed && `Delay agreed to by ${agreed.by}: ${listTitles(ids, names)}`
  },
  'delay.expired': (data, names) => {
    const { data: over } = expiring.safeParse(data)
    if (!over) return undefined
    const days = [...new Set(Object.values(over.deadlines))].sort().join(', ')
    return `Cancelled, for nobody agreed to the delay by ${days}: ${listLines(over.lines, names)}`
  },
  'split.chosen': (data) => {
    const { data: chosen } = splitting.safeParse(data)
    return chosen && `Shipping chosen by ${chosen.by}: ${SPLIT_WORDS[chosen.split]}`
  },
  'substitute.chosen': (data, names) => {
    const { data: taken } = swapping.safeParse(data)
    return (
      taken &&
      `Substitute taken by ${taken.by}: ${taken.sku} for ${names.get(taken.line_id) ?? taken.line_id}`
    )
  },
  'wait.kept': (data, names) => {
    const { data: kept } = keeping.safeParse(data)
    return kept && `Wait kept by ${kept.by}: ${listTitles(kept.lines, names)}`
  },
  'waitlist.joined': (data, names) => {
    const { data: joined } = joining.safeParse(data)
    const ids = joined?.lines.map(({ id }) => id) ?? []
    return joined && `Waiting list joined by ${joined.by}: ${listTitles(ids, names)}`
  },
  'waitlist.available': (data) => {
    const { data: back } = returning.safeParse(data)
    return back && `To be had again: ${back.skus.join(', ')}`
  },
  'inquiry.received': (data) => {
    const { data: asked } = asking.safeParse(data)
    return asked && `Question ${ASKED_WORDS[asked.via]}`
  },
  'letter.written': (data) => {
    const { data: written } = writing.safeParse(data)
    return written && (written.inquiry_id ? 'Question answered' : 'Message written')
  },
  'inquiry.closed': () => 'Question closed without an answer',
  'inquiry.reopened': () => 'Question opened again',
  'preferences.chosen': (data) => {
    const { data: chosen } = choosing.safeParse(data)
    const off = chosen?.news_off.map(inWords).join(', ')
    return (
      chosen && (off ? `News turned off by the reader: ${off}` : 'News turned on by the reader')
    )
  },
  'feedback.given': (data) => {
    const { data: given } = rating.safeParse(data)
    return given && `Did it come when we said: ${given.score} of 5`
  },
  'queue.dated': (data, names) => {
    const { data: given } = dating.safeParse(data)
    return (
      given && `Dated by the queue: ${given.lines.map((one) => tellDate(one, names)).join('; ')}`
    )
  },
  'queue.allocated': (data, names) => {
    const { data: given } = z.looseObject({ lines }).safeParse(data)
    return given && `Stock given out by the queue: ${listLines(given.lines, names)}`
  },
  'queue.freed': (data, names) => {
    const { data: freed } = z.looseObject({ lines }).safeParse(data)
    return freed && `Stock freed for others in the queue: ${listLines(freed.lines, names)}`
  },
  'address.suppressed': (data) => {
    const { data: refused } = refusing.safeParse(data)
    return refused && `${ADDRESS_WORDS[refused.channel]} given up: ${inWords(refused.reason)}`
  },
  'address.restored': () => 'Address written to again',
  'texts.stopped': () => 'Texts stopped by the reader',
  'texts.started': () => 'Texts allowed again by the reader',
  'resend.asked': () => 'Asked to send a message again',
}

function tellDate(date: z.infer<typeof queueDate>, names: Names) {
  const title = names.get(date.id) ?? date.id
  if (date.expected_at === null) return `${title} has no date`
  const place = `unit ${date.place_in_queue} of the queue`
  return `${title} by supply ${date.supply_id}, expected ${date.expected_at.slice(0, 10)}, ${place}`
}

function tellCancelling(what: string, data: unknown, names: Names) {
  const { data: made } = cancelling.safeParse(data)
  if (!made) return undefined
  const which = made.lines.length > 0 ? `: ${listLines(made.lines, names)}` : ''
  return `${what} ${made.by}${which}${made.reason ? ` (“${made.reason}”)` : ''}`
}
