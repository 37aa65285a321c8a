import { describe, expect, it } from 'vitest'
import type { Line } from '../../src/domain/order.ts'
import type { MessageInput } from '../../src/render/message.ts'
import type { SpokenKind } from '../../src/render/speech/index.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { EXAMPLES } from './examples.ts'
import { SPECIAL_CASES } from './special-cases.ts'

/** Of an order, an answer, a refund or a question, "it" stays one thing however many lines there are. */
const OF_ONE_THING: ReadonlySet<SpokenKind> = new Set<SpokenKind>([
  'order_confirmed',
  'order_update',
  'order_cancelled',
  'cancellation_requested',
  'cancellation_declined',
  'refund_issued',
  'backorder_choice',
  'substitute_offered',
  'delivery_feedback',
  'inquiry_received',
  'inquiry_reply',
  'cancel_or_stop',
  'free_message',
  'partially_shipped',
  'shipped',
])

/** The same message of two lines of which the same is true: each stands in the facts as the other does. */
function ofTwo(input: MessageInput): MessageInput {
  const { order, facts } = input
  const other = (id: string) => `${id}_too`
  const both = <One extends { lineId: string }>(all: readonly One[]) =>
    all.flatMap((one) => [one, { ...one, lineId: other(one.lineId) }])
  const twin = (line: Line): Line => ({ ...line, id: other(line.id), title: 'Teapot' })
  const dates = Object.entries(facts.told.dates)
  return {
    ...input,
    order: {
      ...order,
      lines: order.lines.filter(({ backorder }) => backorder).flatMap((one) => [one, twin(one)]),
      shipments: order.shipments.map((shipment) => ({
        ...shipment,
        lines: shipment.lines.flatMap((one) => [one, { ...one, id: other(one.id) }]),
      })),
      cancellationRequest: order.cancellationRequest && {
        ...order.cancellationRequest,
        lines: order.cancellationRequest.lines.flatMap((one) => [
          one,
          { ...one, id: other(one.id) },
        ]),
      },
    },
    facts: {
      ...facts,
      lines: facts.lines.flatMap((id) => [id, other(id)]),
      dates: both(facts.dates),
      offers: both(facts.offers),
      cancelled: both(facts.cancelled),
      ...(facts.turned && {
        turned: {
          ...facts.turned,
          lines: facts.turned.lines.flatMap((id) => [id, other(id)]),
        },
      }),
      endsFor: facts.endsFor?.flatMap((id) => [id, other(id)]) ?? [],
      told: {
        ...facts.told,
        dates: Object.fromEntries(
          dates.flatMap(([id, day]) => [
            [id, day],
            [other(id), day],
          ]),
        ),
      },
    },
  }
}

/** Not of the date: "Before, it was Friday". */
const SINGULAR =
  /(?<!Before, )\b(?:[Ii]t (?:is|was|ships|shipped|has|still|comes|can’t|can't|could|should|did|does|now|had)|[Ii]t(?:’|')s|[Ii]ts (?:stock|maker)|(?:keeps|want|collect|cancelled|cancel|send|stock for|sign of|find) it)\b/

const kinds = (Object.keys(EXAMPLES) as SpokenKind[]).filter((kind) => !OF_ONE_THING.has(kind))
const cases = [
  ...kinds.map((kind) => [kind, EXAMPLES[kind]] as const),
  ...(
    ['confirmed_with_offer', 'delay_undated', 'turned', 'near_end', 'made_to_order'] as const
  ).map((name) => [name, SPECIAL_CASES[name] as () => MessageInput] as const),
]

describe('two lines of which the same is true', () => {
  it.each(cases)('are spoken of as two in %s', (_, build) => {
    const input = ofTwo(build())
    const { subject, preheader, text } = drawMail(input)
    const [body = ''] = text.split('\nQuestions?')
    const said = [subject, preheader, ...body.split('\n'), drawText(input).body]
    expect(said.filter((one) => SINGULAR.test(one))).toEqual([])
  })
})
