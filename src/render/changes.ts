import type { NoticeFacts } from '../domain/message.ts'
import { allocatedQuantity, type Day, type Line, waitingQuantity } from '../domain/order.ts'
import { unitsInWait } from '../domain/wait-units.ts'
import { clean, isolate } from './plain.ts'
import { dateState } from './portions.ts'
import { type Scene, TITLE_MAX } from './scene.ts'
import { partOf, type Units, unitsOf, unitsToCome } from './units.ts'

/** A date that moved, ready to be read; `item` is named only where several moved. */
export type Change = { item: string | null; old: string | null; now: string | null }

/** What `facts.dates` says: which lines, and old and new where all share them. */
export type Moves = {
  lines: Line[]
  same: { old: Day | null; now: Day | null } | null
  changes: Change[]
  /** How many of each it is about, where one is of what has come of a line of which others wait. */
  units?: Units
}

type Move = { line: Line; old: Day | null; now: Day | null; came?: true }

const CHANGES_MAX = 12

export function movesOf(scene: Scene, dates: NoticeFacts['dates'] = scene.facts.dates): Moves {
  const { order, today } = scene
  const byId = new Map(order.lines.map((line) => [line.id, line]))
  const moves = dates.flatMap(({ lineId, old, new: day, came }): Move[] => {
    const line = byId.get(lineId)
    const now = dateState(day, today) === 'dated' ? day : null
    return line ? [{ line, old, now, ...(came && { came }) }] : []
  })
  const first = moves[0]
  const alike = first && moves.every(({ old, now }) => old === first.old && now === first.now)
  const shown = alike ? moves.slice(0, 1) : moves.slice(0, CHANGES_MAX)
  return {
    lines: [...new Set(moves.map(({ line }) => line))],
    ...(moves.some(({ came }) => came) && { units: unitsMoved(moves, scene) }),
    same: alike ? { old: first.old, now: first.now } : null,
    changes: shown.map((move) => ({
      item: alike ? namesOfAll(moves, scene) : partly(move.line, unitsMoved([move], scene), scene),
      old: move.old && scene.long(move.old),
      now: move.now
        ? scene.long(move.now)
        : move.came || isPrepared(move.line)
          ? scene.word('change.prepared')
          : null,
    })),
  }
}

/** Of a line of which some have come, and moved by themselves, those or the others, or both. */
function unitsMoved(moves: readonly Move[], { rules }: Scene): Units {
  if (!moves.some(({ came }) => came)) return unitsToCome(rules.split)
  return unitsOf(
    moves.map(({ line, came }) => ({
      line,
      quantity: came ? allocatedQuantity(line) : unitsInWait(line, rules.split),
    })),
  )
}

/**
 * Of several that moved alike all are named: the sentence says "Desk and 1 more", and whoever ordered
 * five things is not to guess which.
 */
function namesOfAll(moves: readonly Move[], scene: Scene): string | null {
  const lines = [...new Set(moves.map(({ line }) => line))]
  if (lines.length < 2) return null
  const units = unitsMoved(moves, scene)
  const names = lines.slice(0, CHANGES_MAX).map((line) => partly(line, units, scene))
  const left = lines.length - names.length
  const item = new Intl.ListFormat(scene.locale, {
    type: left > 0 ? 'unit' : 'conjunction',
  }).format(names)
  return left > 0 ? scene.word('common.item_more', { item, n: left }) : item
}

/** Beside others it is named as its row is, and of a part of it that it is one. */
function partly(line: Line, units: Units, scene: Scene): string {
  const item = isolate(clean(line.title, TITLE_MAX))
  const of = partOf(line, units, scene)
  return of ? scene.word('common.item_part', { item, ...of }) : item
}

/** Its stock has come: what is being prepared waits for no date, and is not told that it has none. */
export const isPrepared = (line: Line) => waitingQuantity(line) === 0 && allocatedQuantity(line) > 0

/** The days of a sentence: `{old}`, `{now}` and their short forms for a subject or a text. */
export function dayParams(days: Record<string, Day | null>, { long, short }: Scene) {
  return Object.fromEntries(
    Object.entries(days).flatMap(([name, day]) =>
      day ? [[name, long(day)] as const, [`${name}_short`, short(day)] as const] : [],
    ),
  )
}
