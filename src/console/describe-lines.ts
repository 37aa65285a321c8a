import type { Line } from '../domain/order.ts'

/** Line id to the title that the shop gave it. */
export type Names = ReadonlyMap<string, string>

/** Forty lines in one sentence tell nothing: the rest is a number. */
export const LINES_SAID_MAX = 4

export const namesOf = (lines: readonly Line[]): Names =>
  new Map(lines.map(({ id, title, variant }) => [id, variant ? `${title}, ${variant}` : title]))

/** "Widget Pro, Cable, and 3 more", where it is not counted. */
export function listTitles(ids: readonly string[], names: Names) {
  const said = ids.slice(0, LINES_SAID_MAX).map((id) => names.get(id) ?? id)
  const rest = ids.length - said.length
  return said.join(', ') + (rest > 0 ? `, and ${rest} more` : '')
}

/** "2 × Widget Pro, 1 × Cable, and 3 more". */
export function listLines(lines: readonly { id: string; quantity: number }[], names: Names) {
  const said = lines
    .slice(0, LINES_SAID_MAX)
    .map(({ id, quantity }) => `${quantity} × ${names.get(id) ?? id}`)
  const rest = lines.length - said.length
  return said.join(', ') + (rest > 0 ? `, and ${rest} more` : '')
}
