import type { NoticeFacts } from '../../domain/message.ts'
import { allocatedQuantity, type Day, type Line } from '../../domain/order.ts'
import { unitsInWait } from '../../domain/wait-units.ts'
import { dayParams, isPrepared } from '../changes.ts'
import { formatTightDay } from '../dates.ts'
import { languageOf } from '../locale.ts'
import { dateState, type Portion } from '../portions.ts'
import type { Scene } from '../scene.ts'
import { unitsOf } from '../units.ts'
import type { Speech } from './speech.ts'

/** Each by its name and its date is what two parts of a text hold. */
const ENTRIES_MAX = 3
const ITEM_MAX = 24

/** The sentence, and the lines that it names: what it has no room for is not told by it. */
export type Listed = Required<Pick<Speech, 'text' | 'named'>>

/** Lines that have the same to be said of them are one entry. */
type Entry = {
  lines: Line[]
  how: string
  days: Record<string, Day | null>
  /** How many of them, where an entry is of a part of a line; else what of it is to come. */
  parts?: Part[]
}
type Part = { line: Line; quantity: number }

/**
 * Several dates that moved, as a text has room for them: each, old beside new. What is left out is
 * not counted as told, and so is a word of its own afterwards; "some dates have moved" alone, or the
 * last of them, would leave a reader with dates that nobody told.
 */
export function movesInText(
  what: 'slipped' | 'improved' | 'missed',
  dates: NoticeFacts['dates'],
  scene: Scene,
): Listed {
  const { order, today } = scene
  const byId = new Map(order.lines.map((line) => [line.id, line]))
  const isSplit = (id: string) => dates.some(({ lineId, came }) => came && lineId === id)
  const entries = dates.flatMap(({ lineId, old, new: day, came }): Entry[] => {
    const line = byId.get(lineId)
    if (!line) return []
    const now = dateState(day, today) === 'dated' ? day : null
    // The day that a missed promise was for is over: only what holds now is of use.
    const was = what === 'missed' ? null : old
    const how = now === null && came ? 'prepared' : howOf({ line, now, old: was })
    const quantity = came ? allocatedQuantity(line) : unitsInWait(line, scene.rules.split)
    const parts = isSplit(lineId) ? { parts: [{ line, quantity }] } : {}
    return [{ lines: [line], how, days: { now, old: was }, ...parts }]
  })
  return inList(`sms.dates.${what}`, entries, scene)
}

function howOf({ line, old, now }: { line: Line; old: Day | null; now: Day | null }): string {
  if (now !== null) return old === null ? 'first' : 'moved'
  if (isPrepared(line)) return 'prepared'
  return old === null ? 'none' : 'withdrawn'
}

/** What waits for different days, each by its name and its day. */
export const waitsInText = (
  what: 'confirmed' | 'turned' | 'waiting',
  waits: readonly Portion[],
  scene: Scene,
): Listed => inList(`sms.dates.${what}`, entriesOf(waits), scene)

/** What is still to come, beside a package that left; null where nothing is left to be said of it. */
export function restInText(portions: readonly Portion[], scene: Scene): Listed | null {
  const entries = entriesOf(portions)
  return entries.length > 0 ? inList('sms.dates.rest', entries, scene) : null
}

/**
 * First what has no date: it is one entry, and no word of a date will follow for it. What has come of a
 * line is not named with the others of it, though they ship by one day: all would be read as waiting.
 */
const entriesOf = (portions: readonly Portion[]): Entry[] =>
  portions
    .flatMap(({ line, quantity, day, state }): Entry[] => {
      const how = ENTRY_OF[state]
      if (how === undefined) return []
      const isDated = how !== 'undated' && day !== null
      const days = { day: isDated ? day : null }
      const parts = [{ line, quantity }]
      const isBeside =
        state === 'preparing' &&
        portions.some((one) => one.line === line && one.state === 'dated' && one.day === day)
      const dated = isBeside ? 'prepared_dated' : 'dated'
      return [{ lines: [line], how: isDated ? dated : how, days, parts }]
    })
    .sort((a, b) => Number(b.how === 'undated') - Number(a.how === 'undated'))

const ENTRY_OF: Partial<Record<Portion['state'], string>> = {
  handed_over: 'handed_over',
  preparing: 'prepared',
  kept: 'kept',
  choice: 'here',
  dated: 'dated',
  undated: 'undated',
  passed: 'undated',
}

function inList(key: string, entries: readonly Entry[], scene: Scene): Listed {
  const all = [...Map.groupBy(entries, ({ how, days }) => JSON.stringify([how, days])).values()]
  const shown = all.length > ENTRIES_MAX ? all.slice(0, ENTRIES_MAX - 1) : all
  const lines = shown.map((alike) => [...new Set(alike.flatMap((one) => one.lines))])
  const list = shown
    .map((alike, at) => sayEntry(alike, lines[at] ?? [], scene))
    .join(between(scene))
  const text = scene.word(key, { order: scene.orderRef, list })
  return {
    text: shown.length < all.length ? `${text} ${scene.word(restOf(key))}` : text,
    named: lines.flat().map(({ id }) => id),
  }
}

/** French sets a space before the sign as well. */
export const between = ({ locale }: Pick<Scene, 'locale'>) =>
  languageOf(locale) === 'fr' ? '\u202f; ' : '; '

/** What is new and had no room follows by itself; where it was told before, its page has it. */
const restOf = (key: string) => (key === 'sms.dates.waiting' ? 'sms.list.page' : 'sms.list.rest')

function sayEntry(alike: readonly Entry[], lines: readonly Line[], scene: Scene): string {
  const { how, days } = alike[0] as Entry
  const parts = alike.flatMap((one) => one.parts ?? [])
  const tight = (day: Day) => formatTightDay(day, scene.locale, scene.today)
  return scene.word(`sms.list.${how}`, {
    item: scene.itemName(lines, ITEM_MAX, parts.length > 0 ? unitsOf(parts) : undefined),
    ...dayParams(days, { ...scene, short: tight }),
  })
}
