import type { NoticeFacts } from '../../domain/message.ts'
import type { Day, Line } from '../../domain/order.ts'
import { dayParams, isPrepared } from '../changes.ts'
import { formatTightDay } from '../dates.ts'
import { dateState, openPortions, type Portion } from '../portions.ts'
import type { Scene } from '../scene.ts'

/** Each by its name and its date is what two parts of a text hold. */
const LINES_MAX = 3
const ITEM_MAX = 24

/**
 * Several dates that moved, as a text has room for them: each, old beside new; of more than three
 * when the last of it ships. "Some dates have moved" alone would tell none, and yet count as told.
 */
export function movesInText(
  what: 'slipped' | 'improved' | 'missed',
  dates: NoticeFacts['dates'],
  scene: Scene,
): string {
  const { order, word, today } = scene
  const byId = new Map(order.lines.map((line) => [line.id, line]))
  const moves = dates.flatMap(({ lineId, old, new: day }) => {
    const line = byId.get(lineId)
    return line ? [{ line, old, now: dateState(day, today) === 'dated' ? day : null }] : []
  })
  if (moves.length > LINES_MAX) return lastInText(what, scene)
  const list = moves.map((move) => sayMove(move, what === 'missed', scene)).join('; ')
  return word(`sms.dates.${what}`, { order: scene.orderRef, list })
}

type Move = { line: Line; old: Day | null; now: Day | null }

/** The day that a missed promise was for is over: only what holds now is of use. */
function sayMove({ line, old, now }: Move, isMissed: boolean, scene: Scene): string {
  const was = isMissed ? null : old
  return sayLine(howOf({ line, now, old: was }), line, { now, old: was }, scene)
}

function howOf({ line, old, now }: Move): string {
  if (now !== null) return old === null ? 'first' : 'moved'
  if (isPrepared(line)) return 'prepared'
  return old === null ? 'none' : 'withdrawn'
}

function lastInText(what: string, scene: Scene): string {
  const days = openPortions(scene.order, scene.rules).map(({ day }) => day)
  const last = days
    .filter((day) => day !== null)
    .sort()
    .at(-1)
  const isDated = last !== undefined && days.every((day) => day !== null && day >= scene.today)
  return scene.word(`sms.dates.${what}_${isDated ? 'more' : 'partly'}`, {
    order: scene.orderRef,
    ...dayParams({ last: last ?? null }, scene),
  })
}

/** What waits for different days, each by its name and its day; null where there are more of them. */
export function waitsInText(
  what: 'confirmed' | 'turned' | 'waiting',
  waits: readonly Portion[],
  scene: Scene,
): string | null {
  if (waits.length > LINES_MAX) return null
  const list = waits
    .map(({ line, day, state }) =>
      sayLine(state === 'dated' ? 'dated' : 'undated', line, { day }, scene),
    )
    .join('; ')
  return scene.word(`sms.dates.${what}`, { order: scene.orderRef, list })
}

function sayLine(how: string, line: Line, days: Record<string, Day | null>, scene: Scene): string {
  const tight = (day: Day) => formatTightDay(day, scene.locale, scene.today)
  return scene.word(`sms.list.${how}`, {
    item: scene.itemName([line], ITEM_MAX),
    ...dayParams(days, { ...scene, short: tight }),
  })
}
