import { describe, expect, it } from 'vitest'
import type { MessageInput } from '../../src/render/message.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { EXAMPLES } from './examples.ts'
import { factsOf, inputOf, lineOf, orderOf, readBy, waitingLine } from './scenes.ts'
import { SPECIAL_CASES } from './special-cases.ts'

const REFUND: Record<string, RegExp> = {
  en: /refund|money back|comes back/i,
  es: /reembols|devolve/i,
  fr: /rembours/i,
  de: /erstatt/i,
}
const offerOf = (lineId: string, revisedOn: string | null, until: string) => ({
  lineId,
  originalOn: '2025-03-14',
  revisedOn,
  silence: 'cancel' as const,
  until,
})
const OFFERS = [offerOf('l_1', '2025-06-02', '2025-04-13'), offerOf('l_2', null, '2025-04-20')]

const PAID: ReadonlySet<string> = new Set(['refund_issued', 'delivery_lost', 'returned'])

/** Two delays at once that end on two days, as each kind that offers says them. */
const several = (kind: 'delay_option' | 'delay_option_reminder') => () => {
  const lines = [
    waitingLine('l_1', '2025-06-02', { title: 'Widget Pro' }),
    waitingLine('l_2', null, { title: 'Moka pot' }),
    lineOf('l_3', { title: 'Lamp' }),
  ]
  const told = {
    dates: { l_1: '2025-06-02', l_2: null },
    statements: {},
    shipments: [],
    cancelled: {},
    allocated: {},
    offers: OFFERS,
  }
  return inputOf(kind, orderOf(lines), {
    facts: factsOf({ lines: ['l_1', 'l_2'], offers: OFFERS, told }),
  })
}

const CASES = Object.entries({
  ...EXAMPLES,
  ...SPECIAL_CASES,
  'two offers': several('delay_option'),
  'two offers, a reminder': several('delay_option_reminder'),
})

describe.each(Object.keys(REFUND))('an order of which nothing was taken, in %s', (locale) => {
  const authorized = (input: MessageInput): MessageInput =>
    readBy({ ...input, order: { ...input.order, paymentStatus: 'authorized' } }, locale)
  // What has shipped is paid: it is taken as the package leaves.
  const isOfMoney = ({ kind, facts }: MessageInput) => PAID.has(kind) || facts.refund

  it.each(CASES)('is promised no refund: %s', (_, build) => {
    const made = build()
    if (isOfMoney(made)) return
    const input = authorized(made)
    const { subject, preheader, text } = drawMail(input)
    const { body } = drawText(input)

    for (const said of [subject, preheader, text, body])
      expect(said).not.toMatch(REFUND[locale] as RegExp)
  })
})
