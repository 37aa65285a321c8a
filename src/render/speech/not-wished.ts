import { type Line, ownValue } from '../../domain/order.ts'
import { type Scene, TITLE_MAX } from '../scene.ts'
import type { Units } from '../units.ts'

type Cause = 'missing' | 'expired'

/** A text has room for so many names; of more it says one, and how many others. */
const NAMES_MAX = 3

/**
 * What a word of several causes says of those units that nobody wished to be cancelled: that they
 * cannot be had is true of them alone, and read of none that are not named. Null where there are none.
 */
export function missingIn(scene: Scene): { note: string; text: string } | null {
  const { lines, units } = unitsFor('missing', scene)
  if (lines.length === 0) return null
  const n = lines.length
  return {
    note: scene.word('note.missing', { item: namesOf(lines, units, scene, TITLE_MAX), n }),
    text: scene.word('backorder_unfulfillable.sms.unpaid', {
      item: shortOf(lines, units, scene),
      n,
    }),
  }
}

/** And that silence ended their wait: their names, for the mail and for a text, and how many lines. */
export function expiredIn(scene: Scene): { names: string; short: string; n: number } | null {
  const { lines, units } = unitsFor('expired', scene)
  if (lines.length === 0) return null
  return {
    names: namesOf(lines, units, scene, TITLE_MAX),
    short: shortOf(lines, units, scene),
    n: lines.length,
  }
}

/** Whether silence ended only some of what the word is about. */
export const isExpiredInPart = ({ facts: { cancelled } }: Scene): boolean =>
  cancelled.some(({ expired = 0 }) => expired > 0) &&
  cancelled.some(({ expired = 0, quantity }) => expired < quantity)

function unitsFor(cause: Cause, { facts, order }: Scene): { lines: Line[]; units: Units } {
  const counts = Object.fromEntries(facts.cancelled.map((one) => [one.lineId, one[cause] ?? 0]))
  const units: Units = ({ id }) => ownValue(counts, id) ?? 0
  return { lines: order.lines.filter((line) => (units(line) ?? 0) > 0), units }
}

/** Each by its name. */
const namesOf = (lines: readonly Line[], units: Units, scene: Scene, max?: number): string =>
  new Intl.ListFormat(scene.locale).format(lines.map((line) => scene.itemName([line], max, units)))

const shortOf = (lines: readonly Line[], units: Units, scene: Scene): string =>
  lines.length > NAMES_MAX ? scene.itemName(lines, undefined, units) : namesOf(lines, units, scene)
