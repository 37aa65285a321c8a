import type { NoticeFacts } from '../domain/message.ts'
import { allocatedQuantity, type Day, type Line, waitingQuantity } from '../domain/order.ts'
import { clean, isolate } from './plain.ts'
import { dateState } from './portions.ts'
import { type Scene, TITLE_MAX } from './scene.ts'
import { unitsToCome } from './units.ts'

/** A date that moved, ready to be read; `item` is named only where several moved differently. */
export type Change = { item: string | null; old: string | null; now: string | null }

/** What `facts.dates` says: which lines, and old and new where all share them. */
export type Moves = {
  lines: Line[]
  same: { old: Day | null; now: Day | null } | null
  changes: Change[]
}

const CHANGES_MAX = 12

export function movesOf(scene: Scene, dates: NoticeFacts['dates'] = scene.facts.dates): Moves {
  const { order, today } = scene
  const byId = new Map(order.lines.map((line) => [line.id, line]))
  const moves = dates.flatMap(({ lineId, old, new: now }) => {
    const line = byId.get(lineId)
    return line ? [{ line, old, now: dateState(now, today) === 'dated' ? now : null }] : []
  })
  const first = moves[0]
  const alike = first && moves.every(({ old, now }) => old === first.old && now === first.now)
  const shown = alike ? moves.slice(0, 1) : moves.slice(0, CHANGES_MAX)
  return {
    lines: moves.map(({ line }) => line),
    same: alike ? { old: first.old, now: first.now } : null,
    changes: shown.map(({ line, old, now }) => ({
      item: alike ? null : partly(line, scene),
      old: old && scene.long(old),
      now: now ? scene.long(now) : isPrepared(line) ? scene.word('change.prepared') : null,
    })),
  }
}

/** Beside others it is named as its row is, and of a part of it that it is one. */
function partly(line: Line, { word, rules }: Scene): string {
  const item = isolate(clean(line.title, TITLE_MAX))
  const of = unitsToCome(rules.split)(line)
  return of ? word('common.item_part', { item, ...of }) : item
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
