import { addFacts, type Facts, readBecause } from '../../because.ts'
import { earlier } from '../../instant.ts'
import type { MerchantNotice, StoredNotice } from '../../merchant-notice.ts'
import type { Instant } from '../../order.ts'
import { causeOf } from '../../webhook.ts'

/**
 * What the merchant is to hear of refunds, by what it has read of them. A package leaves with what was
 * cancelled, and no refund of it is due; it is taken back, and one is again: without a word more the
 * last that was read stands. Measured by what was told and not by what is known of packages: where a
 * void comes to us late, the order no longer knows that anything ever crossed, and where the package
 * was known before anything was said, there is nothing to take back.
 */
export function asReadOfRefunds(
  notices: readonly MerchantNotice[],
  stored: readonly StoredNotice[],
  now: Instant,
): readonly MerchantNotice[] {
  if (!notices.some(({ kind }) => kind === 'refund.due')) return notices
  const read = readOf(stored, new Set(notices.map(({ key }) => key)))
  const over = overRead(notices, read)
  const voids = notices.filter(({ because }) => because.rule === 'refund_void')
  const isTold = (one: MerchantNotice) => read.voids.has(crossingOf(one.because.facts))
  return [
    ...notices
      .filter((notice) => !voids.includes(notice))
      .map((one) => (one.because.rule === 'refund_due' ? sayAnew(one, read, stored, now) : one)),
    // The package of which nothing was said first: it is the one that took more.
    ...[...voids.filter((one) => !isTold(one)), ...voids.filter(isTold)].flatMap((one) =>
      sayVoid(one, read, over, now),
    ),
  ]
}

type Quantities = Map<string, number>
type Read = {
  /** By the event of its act: what was read to be refunded, as the last word of it left it. */
  acts: Map<string, { owed: Quantities; last: Word; isKnown: boolean }>
  /** By the package and the event that took it: the last word of it. */
  voids: Map<string, Word>
  /** Read as not due, of an act of which no refund had been spoken, and untrue by now. */
  doubted: Set<string>
}

function readOf(stored: readonly StoredNotice[], wanted: ReadonlySet<string>): Read {
  const read: Read = { acts: new Map(), voids: new Map(), doubted: new Set() }
  for (const word of toldOf(stored)) {
    const { key, rule, lines, event } = word
    if (rule === 'refund_due') {
      read.acts.delete(event)
      read.acts.set(event, { owed: new Map(lines), last: word, isKnown: lines.length > 0 })
      for (const [id] of lines) read.doubted.delete(id)
    } else {
      read.voids.set(word.crossing, word)
      for (const [id, quantity] of lines)
        if (takeBack(read, id, quantity) > 0 && !wanted.has(key)) read.doubted.add(id)
    }
  }
  return read
}

/** The later act gives way first, as it does in the order; what is left over was of none. */
function takeBack({ acts }: Read, id: string, quantity: number): number {
  let left = quantity
  for (const { owed } of [...acts.values()].reverse()) {
    const taken = Math.min(left, owed.get(id) ?? 0)
    owed.set(id, (owed.get(id) ?? 0) - taken)
    left -= taken
  }
  return left
}

type Word = {
  key: string
  /** Of its first row, whichever mail or endpoint has it: what the word after it is named by. */
  id: string
  rule: string
  lines: [string, number][]
  event: string
  crossing: string
}

const crossingOf = ({ packages, events }: Facts) => JSON.stringify([packages, events])

/** Each once, oldest first, whichever mail or endpoint took it. */
function toldOf(stored: readonly StoredNotice[]): Word[] {
  const told = new Map<string, { at: Instant; word: Word }>()
  for (const { key: own, messageId, channel, status, isBegun, dueAt, because } of stored) {
    const key = channel === 'webhook' ? causeOf(own) : own
    if (!key.startsWith('refund.due:') || !(TOLD.has(status) || isBegun)) continue
    const { rule = '', facts = {} } = readBecause(because) ?? {}
    const [event = ''] = (facts.events ?? []) as string[]
    const lines = Object.entries((facts.quantities ?? {}) as Record<string, number>)
    const known = told.get(key)
    const at = earlier(known?.at ?? dueAt, dueAt)
    const id = earlier(known?.word.id ?? messageId, messageId)
    told.set(key, { at, word: { key, id, rule, lines, event, crossing: crossingOf(facts) } })
  }
  return [...told.values()].sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ word }) => word)
}

const TOLD: ReadonlySet<StoredNotice['status']> = new Set([
  'sending',
  'unclear',
  'sent',
  'delivered',
])

/** Of each line, how many more were read as due than are. */
function overRead(notices: readonly MerchantNotice[], { acts }: Read): Quantities {
  const over: Quantities = new Map()
  for (const { owed } of acts.values())
    for (const [id, quantity] of owed) over.set(id, (over.get(id) ?? 0) + quantity)
  for (const { because, facts } of notices) {
    const [event = ''] = (because.facts.events ?? []) as string[]
    if (because.rule !== 'refund_due' || !acts.has(event)) continue
    for (const { lineId, quantity } of facts.lines)
      over.set(lineId, (over.get(lineId) ?? 0) - quantity)
  }
  return over
}

/**
 * Of what was cancelled through us and read as due by nobody, nothing is to be taken back. Two packages
 * that we hear of late may have crossed one act: the second takes more of it than was read.
 */
function sayVoid(
  notice: MerchantNotice,
  { acts, voids }: Read,
  over: Quantities,
  now: Instant,
): MerchantNotice[] {
  const told = voids.get(crossingOf(notice.because.facts))
  const isUnknown = [...acts.values()].some(({ isKnown }) => !isKnown)
  if (isUnknown || (!told && notice.facts.by === 'merchant')) return [notice]
  const lines = notice.facts.lines.flatMap(({ lineId, quantity }) => {
    const more = Math.min(quantity, over.get(lineId) ?? 0)
    over.set(lineId, (over.get(lineId) ?? 0) - Math.max(0, more))
    return more > 0 ? [{ lineId, quantity: more }] : []
  })
  const quantities = Object.fromEntries(lines.map((one) => [one.lineId, one.quantity]))
  const needed = {
    ...addFacts(notice, { lines: lines.map(({ lineId }) => lineId), quantities }),
    facts: { ...notice.facts, lines },
  }
  if (!told) return lines.length > 0 ? [needed] : []
  const more = { ...needed, key: `${notice.key}:${told.id}`, dueAt: now }
  return lines.length > 0 ? [notice, more] : [notice]
}

/** As it was read; or once more, at once, where less was read than is due. */
function sayAnew(
  notice: MerchantNotice,
  { acts, doubted }: Read,
  stored: readonly StoredNotice[],
  now: Instant,
): MerchantNotice {
  const { facts } = notice
  const [event = ''] = notice.because.facts.events as string[]
  const read = acts.get(event)
  const isDoubted = facts.lines.some(({ lineId }) => doubted.has(lineId))
  if (!read) return isDoubted ? { ...notice, dueAt: earlier(notice.dueAt, now) } : notice
  const isLess = facts.lines.some(({ lineId, quantity }) => (read.owed.get(lineId) ?? 0) < quantity)
  if (!read.isKnown || !isLess) return { ...notice, key: read.last.key }
  const key = `${notice.key}:${read.last.id}`
  const known = stored.find(
    (one) => (one.channel === 'webhook' ? causeOf(one.key) : one.key) === key,
  )
  return { ...notice, key, dueAt: known?.dueAt ?? now }
}
