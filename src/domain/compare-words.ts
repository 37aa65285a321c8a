import type { MessageKind } from './message.ts'
import type { Instant } from './order.ts'
import type { Recorded } from './own-event.ts'
import { isMerchantEventType } from './own-event.ts'
import type { Silence, SilenceMeter } from './silence-meter.ts'
import type { Spoken } from './simulation.ts'

export type Word = { kind: MessageKind; channel: 'email' | 'sms'; at: Instant; why: string | null }

/** What was sent, as it is recorded. */
export const wordsSaid = (events: readonly Recorded[]): Word[] =>
  events
    .flatMap((event) => {
      if (event.type !== 'message.sent') return []
      const { kind, channel } = event.data.said
      return [{ kind, channel, at: event.receivedAt, why: null }]
    })
    .sort(byTime)

/** What would have been sent. */
export const wordsSpoken = (spoken: readonly Spoken[]): Word[] =>
  spoken.map(({ at, wanted: { kind, channel, why } }) => ({ kind, channel, at, why })).sort(byTime)

const byTime = (a: Word, b: Word) =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0

/**
 * What came from outside: events of the merchant, and acts of people. What we said ourselves, and
 * what time decided because of it, is what another policy would have done otherwise.
 */
export const heardOnly = (events: readonly Recorded[]): Recorded[] =>
  events.filter((event) => {
    if (event.type === 'message.sent' || event.type === 'delay.expired') return false
    return isMerchantEventType(event.type) || !('by' in event.data) || event.data.by !== 'tidings'
  })

/**
 * The same words, each within a quarter of an hour: sending takes its time, and of a mail and its text
 * of one moment either goes first. So each kind is held against itself, channel by channel.
 */
export function areSameWords(was: readonly Word[], would: readonly Word[]): boolean {
  if (was.length !== would.length) return false
  const others = [...would].sort(byKind)
  return [...was].sort(byKind).every((word, at) => {
    const other = others[at]
    return (
      other?.kind === word.kind &&
      other.channel === word.channel &&
      Math.abs(Date.parse(other.at) - Date.parse(word.at)) <= SAME_MS
    )
  })
}

const byKind = (a: Word, b: Word) => {
  const [one, other] = [`${a.kind} ${a.channel} ${a.at}`, `${b.kind} ${b.channel} ${b.at}`]
  return one < other ? -1 : one > other ? 1 : 0
}

const SAME_MS = 15 * 60_000

/** What many orders heard: how much of which kind, and where the silence was longest. */
export type Heard = {
  messages: number
  byKind: Partial<Record<MessageKind, number>>
  longestSilence: (Silence & { orderId: string }) | null
  /** Orders whose customer waited longer than the budget for a word. */
  overBudget: number
}

export const nothingHeard = (): Heard => ({
  messages: 0,
  byKind: {},
  longestSilence: null,
  overBudget: 0,
})

export function countWords(
  heard: Heard,
  orderId: string,
  words: readonly Word[],
  { longest, worst }: SilenceMeter,
) {
  heard.messages += words.length
  for (const { kind } of words) heard.byKind[kind] = (heard.byKind[kind] ?? 0) + 1
  if (longest && longest.seconds > (heard.longestSilence?.seconds ?? 0))
    heard.longestSilence = { ...longest, orderId }
  if (worst && worst.overSeconds > 0) heard.overBudget += 1
}
