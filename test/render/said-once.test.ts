import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noFacts } from '../../src/domain/message.ts'
import type { OrderState } from '../../src/domain/order.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { formatDay, formatTextDay } from '../../src/render/dates.ts'
import { groupsOf } from '../../src/render/groups.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { openPortions } from '../../src/render/portions.ts'
import { makeScene } from '../../src/render/scene.ts'
import { isSpoken } from '../../src/render/speech/index.ts'
import { makeView } from '../../src/render/view.ts'
import { live, type Told } from '../domain/life-driver.ts'
import { life } from '../support/arbitrary-lives.ts'
import { drawMail, drawText, templates } from '../support/drawn.ts'
import { anEvent, backordered, fold, lineData, placed } from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { EXAMPLES } from './examples.ts'
import { inputOf, merchantOf, readBy } from './scenes.ts'
import { SPECIAL_CASES } from './special-cases.ts'

const LANGUAGES = ['en', 'de', 'fr', 'es']
const cases = Object.entries({ ...EXAMPLES, ...SPECIAL_CASES })
/** As long as a shop's links are: a key to an order has 39 characters. */
const LINK = 'https://orders.harbor.example/t/trk_k3v9x2m5q8wt_8Jq2mXv0bW4Zr7Lk1nPs9A'
const SENTENCE_MIN = 12

/** What the shop, the carrier or an agent wrote, and links, are not ours to say once. */
const isOurs = (sentence: string) =>
  sentence.length > SENTENCE_MIN && !/https?:|^\d+ ×/.test(sentence)

/** An offer is put whole for each item, as the law words it: its sentences may come again. */
function paragraphs(input: MessageInput): string[] {
  if (!isSpoken(input.kind)) return []
  const { offers } = makeView(input.kind, makeScene(input, templates.words))
  const put = new Set(offers.flatMap(({ words }) => words))
  const [body = ''] = drawMail(input).text.split('\n--\n')
  return body.split('\n').filter((one) => !put.has(one) && one.trim() !== '')
}

const sentencesIn = (text: string) =>
  text.split(/(?<=(?<!\d)[.?:]) +(?=\p{Lu}|¿)/u).map((one) => one.trim())

function saidTwice(input: MessageInput): string[] {
  const sentences = paragraphs(input)
    .filter((one) => !/^ {2}/.test(one))
    .flatMap(sentencesIn)
    .filter((one) => isOurs(one) && !isTitle(one, input.order))
  return sentences.filter((one, at) => /[.?]$/.test(one) && sentences.indexOf(one) < at)
}

const isTitle = (text: string, { lines }: OrderState) => lines.some(({ title }) => title === text)

/** Days that a paragraph, or one sentence of a text, names more than once. */
function datedTwice(input: MessageInput): string[] {
  const { locale, today } = makeScene(input, templates.words)
  const { facts } = input
  const days = new Set([
    ...Object.values(facts.told.dates),
    ...facts.dates.flatMap(({ old, new: now }) => [old, now]),
    ...facts.offers.flatMap(({ revisedOn, until, originalOn }) => [revisedOn, until, originalOn]),
    facts.endsOn ?? null,
  ])
  const said = [...days].filter((day) => day !== null)
  const long = said.map((day) => formatDay(day, locale, 'long', today))
  const short = said.map((day) => formatTextDay(day, locale, today))
  const { body } = drawText(input)
  return [
    ...paragraphs(input).filter((one) => long.some((day) => one.split(day).length > 2)),
    ...body
      .split(/(?<=\.) (?=\p{Lu})/u)
      .filter((one) => short.some((day) => one.split(day).length > 2)),
  ]
}

const told = ({ at, kind, wanted, order, context }: Told, locale: string): MessageInput =>
  readBy(
    inputOf(kind, order, {
      facts: wanted.facts,
      merchant: merchantOf({ timeZone: context.merchantZone, policy: context.policy }),
      now: at,
    }),
    locale,
  )

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(cases)('%s says no sentence twice, and no date twice in a paragraph', (_, build) => {
    const input = readBy(build(), language)
    expect(saidTwice(input)).toEqual([])
    expect(datedTwice(input)).toEqual([])
  })

  it.each(cases)('the preheader of %s goes on where its subject ends', (_, build) => {
    const { subject, preheader } = drawMail(readBy(build(), language))
    const begins = (text: string) => text.replace(/[.:…].*$/, '')
    expect(begins(preheader)).not.toBe(begins(subject))
  })

  it.each(Object.entries(EXAMPLES))(
    '%s is a text of two parts with links of real length',
    (_, build) => {
      const input = readBy(build(), language)
      const links = {
        ...input.links,
        tracking: LINK,
        cancel: input.links.cancel && `${LINK}/cancel`,
      }
      const said = { messageId: 'm_0', kind: input.kind, key: '', channel: 'sms' as const }
      const first = drawText({ ...input, links })
      const later = drawText({
        ...input,
        links,
        order: { ...input.order, said: [{ ...said, told: input.facts.told } as never] },
      })
      expect(later.encoding).toBe('GSM-7')
      expect(later.segments, later.body).toBeLessThanOrEqual(2)
      // The first one says how texts end: where an offer fills two parts by itself, in one more.
      expect(first.segments, first.body).toBeLessThanOrEqual(3)
    },
  )
})

it('how what is here ships stands once, below the last of its cards', () => {
  const part = { backorder: { quantity: 1, kind: 'standard' as const, expected_at: null } }
  const order = fold([
    placed([backordered('L1', null), lineData('L2', { quantity: 2, ...part })]),
    anEvent('backorder.allocated', '2026-03-03T15:00:00Z', { lines: [{ id: 'L1', quantity: 1 }] }),
  ])
  const policy = { ...defaultPolicy(), split: 'ask' as const }
  const facts = { ...noFacts(), told: { ...noFacts().told, dates: { L1: '2026-03-06' } } }
  const input = inputOf('order_update', order, { facts, merchant: merchantOf({ policy }) })
  const scene = makeScene({ ...input, now: '2026-03-03T16:00:00.000Z' }, templates.words)

  const cards = groupsOf(openPortions(order, scene.rules), scene)

  expect(cards.map(({ title, note }) => [title, note])).toEqual([
    ['In stock', null],
    ['Being prepared, ships by Friday, March 6', 'They ship now or with the rest, as you choose.'],
    ['Ships when restocked', 'We’ll email you when it’s on the way.'],
  ])
})

it('over any history, no message says a sentence twice, or a date twice in a paragraph', () => {
  fc.assert(
    fc.property(life, fc.constantFrom(...LANGUAGES), (one, language) => {
      for (const spoken of live(one).spoken) {
        const input = told(spoken, language)
        expect(saidTwice(input)).toEqual([])
        expect(datedTwice(input)).toEqual([])
      }
    }),
    runs(40),
  )
})
