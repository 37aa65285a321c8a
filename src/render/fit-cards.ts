import type { Group, Rows } from './groups.ts'
import type { Package } from './packages.ts'
import type { Scene } from './scene.ts'

/**
 * Rows over all cards of a mail. A row is some 700 bytes as a mail program needs it, with its
 * picture: thirty made a mail of 40 KB, of which the composing took as long as four small ones, and
 * who reads on from the tenth is quicker on the page.
 */
export const ROWS_OF_MAIL_MAX = 10

/** The cards with so many rows as a mail has room for: each its share, and what is left out counted. */
export function fitCards<Card extends { packages?: Package[]; groups?: Group[] }>(
  { packages = [], groups = [] }: Card,
  scene: Scene,
): { packages: Package[]; groups: Group[] } {
  const rooms = shareOut([...packages, ...groups].map(({ rows }) => rows.length))
  const shorten = <One extends Rows>(card: One, at: number): One =>
    withRows(card, rooms[at] ?? 0, scene)
  return {
    packages: packages.map(shorten),
    groups: groups.map((group, at) => shorten(group, packages.length + at)),
  }
}

/** One by one in turn, so that a long card leaves room to the short ones; none is left empty. */
function shareOut(wanted: readonly number[]): number[] {
  const rooms = wanted.map((rows) => Math.min(rows, 1))
  let left = ROWS_OF_MAIL_MAX - rooms.length
  for (let round = 1; round < ROWS_OF_MAIL_MAX && left > 0; round += 1)
    for (const [at, rows] of wanted.entries())
      if (left > 0 && round < rows) {
        rooms[at] = round + 1
        left -= 1
      }
  return rooms
}

function withRows<One extends Rows>(card: One, room: number, { word }: Scene): One {
  const dropped = card.rows.length - room
  if (dropped <= 0) return card
  const rows = card.rows.slice(0, room)
  const left = card.left + dropped
  return {
    ...card,
    rows,
    left,
    more: word('common.rows_more', { n: left }),
    isPictured: rows.some(({ picture }) => picture !== null),
  }
}
