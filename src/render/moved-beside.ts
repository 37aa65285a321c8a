import type { Line } from '../domain/order.ts'
import { dayParams, isPrepared } from './changes.ts'
import { clean } from './plain.ts'
import { dateState } from './portions.ts'
import type { Scene } from './scene.ts'
import { type Units, unitsCome } from './units.ts'

const NOTES_MAX = 4
const ITEM_MAX = 48
const TEXT_ITEM_MAX = 24
const TEXT_MOVES_MAX = 3
const REASON_MAX = 200

const movesMax = ({ most = TEXT_MOVES_MAX }: Scene) => Math.min(most, TEXT_MOVES_MAX)

/** `units`: how many of each it is about, where it is of what has come of a line. */
type Move = { lines: Line[]; old: string | null; now: string | null; units?: Units }

/**
 * Dates that moved beside what a message is about: the list below it shows the new ones, and a date
 * that slips into a list would be news to nobody. So each is said, old beside new; a text has room
 * for three.
 */
export function movedBeside(scene: Scene): MovedBeside {
  const moves = movesIn(scene)
  if (moves.length === 0) return { notes: [], text: null, named: [] }
  const { word, facts, itemName } = scene
  const later = moves.filter(({ old, now }) => old !== null && (now === null || now > old))
  const isLater = later.length > 0
  const offered = facts.offers.map(({ lineId }) => lineId)
  // What can be done about it stands in the offer, and what silence means with it.
  const isOffered = later.every(({ lines }) => lines.every(({ id }) => offered.includes(id)))
  const reason = facts.reason && isLater ? clean(facts.reason, REASON_MAX) : ''
  return {
    notes: [
      ...moves.slice(0, NOTES_MAX).map((move) =>
        word(`note.${wordOf(move)}`, {
          item: itemName(move.lines, ITEM_MAX, move.units),
          n: move.lines.length,
          ...dayParams({ old: move.old, now: move.now }, scene),
        }),
      ),
      ...(reason ? [word('common.why', { reason })] : []),
      ...(isLater ? [word(isOffered ? 'note.moved_sorry' : 'note.moved_later')] : []),
    ],
    text: textOf(moves, scene),
    named: moves.slice(0, movesMax(scene)).flatMap(({ lines }) => lines.map(({ id }) => id)),
  }
}

/** `named`: the lines of which the text says the date. */
type MovedBeside = { notes: string[]; text: string | null; named: string[] }

function textOf(moves: readonly Move[], scene: Scene): string {
  const said = moves.slice(0, movesMax(scene)).map((move) =>
    scene.word(move.now === null ? 'sms.moved_none' : 'sms.moved', {
      item: scene.itemName(move.lines, TEXT_ITEM_MAX, move.units),
      ...dayParams({ now: move.now }, scene),
    }),
  )
  const isMore = moves.length > movesMax(scene)
  return [...said, ...(isMore ? [scene.word('sms.moved_several')] : [])].join(' ')
}

/** Those that moved alike are one. What is being prepared waits for no date. */
function movesIn({ facts, order, today }: Scene): Move[] {
  const moves = new Map<string, Move>()
  for (const { lineId, old, new: day, came = false } of facts.dates) {
    const line = order.lines.find(({ id }) => id === lineId)
    const now = dateState(day, today) === 'dated' ? day : null
    if (!line || old === now || (now === null && (came || isPrepared(line)))) continue
    const key = `${old} ${now} ${came}`
    const same = moves.get(key)
    if (same?.lines.includes(line)) continue
    if (same) same.lines.push(line)
    else moves.set(key, { lines: [line], old, now, ...(came && { units: unitsCome }) })
  }
  return [...moves.values()]
}

function wordOf({ old, now }: Move): string {
  if (now === null) return 'moved_none'
  return old === null ? 'moved_first' : 'moved'
}
