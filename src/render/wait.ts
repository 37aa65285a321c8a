import { type Day, type Line, waitingLines } from '../domain/order.ts'
import { dayParams } from './changes.ts'
import { openPortions, type Portion } from './portions.ts'
import type { Scene } from './scene.ts'
import { specialEnding } from './wait-kind.ts'
import type { Params } from './words.ts'

/**
 * How an order waits, in one word: `dated` (one date for all), `spread` (several dates), `partly`
 * (some have none), `undated`, `passed` (the date went by and there is no other).
 */
export type HowItWaits = 'dated' | 'spread' | 'partly' | 'undated' | 'passed'

export type Wait = {
  how: HowItWaits
  portions: Portion[]
  lines: Line[]
  speech: { variant: string; lines: Line[]; params: Params }
}

/** `only`: the lines that the sentence is about, where it is not about all that waits. */
export function waitOf(scene: Scene, only: readonly string[] | null = null): Wait {
  const portions = openPortions(scene.order, scene.rules)
  const meant = portions.filter(({ line }) => only?.includes(line.id) ?? true)
  const unshipped = meant.filter(({ state }) => WAITS.has(state))
  const waits = unshipped.length > 0 ? unshipped : meant.filter(({ day }) => day !== null)
  const lines = distinctLines(waits.length > 0 ? waits : portions, scene)
  const days = [...new Set(waits.map(({ day, state }) => (state === 'passed' ? null : day)))]
  const dated = days.filter((day): day is Day => day !== null).sort()
  const params = dayParams({ day: dated[0] ?? null, last: dated.at(-1) ?? null }, scene)
  const how = howOf(waits, days, dated)
  const variant = `${how}${specialEnding(lines)}`
  return { how, portions, lines, speech: { variant, lines, params } }
}

/** States of a portion that is not here yet, and of one that is. */
export const WAITS: ReadonlySet<string> = new Set(['dated', 'undated', 'passed'])
export const HERE: ReadonlySet<string> = new Set(['preparing', 'kept', 'choice'])

function howOf(
  waits: readonly Portion[],
  days: readonly unknown[],
  dated: readonly Day[],
): HowItWaits {
  if (dated.length === 0)
    return waits.some(({ state }) => state === 'passed') ? 'passed' : 'undated'
  if (days.length > dated.length) return 'partly'
  return dated.length > 1 ? 'spread' : 'dated'
}

function distinctLines(portions: readonly Portion[], { order }: Scene): Line[] {
  const ids = new Set(portions.map(({ line }) => line.id))
  const lines = order.lines.filter(({ id }) => ids.has(id))
  return lines.length > 0 ? lines : waitingLines(order)
}
