import { promisedRange } from '../domain/delivery-range.ts'
import type { Day, Line } from '../domain/order.ts'
import { formatCount } from './money.ts'
import { clean, isolate } from './plain.ts'
import type { Portion, PortionState } from './portions.ts'
import { type Scene, TITLE_MAX } from './scene.ts'
import { specialEnding } from './wait-kind.ts'

/** A card: lines that share one answer to "when does it come". */
export type Group = { title: string; note: string | null } & Rows
/** `isPictured`: a row of them has a picture, so that the others keep its room. */
export type Rows = { rows: Row[]; more: string | null; isPictured: boolean }
export type Row = {
  title: string
  variant: string | null
  quantity: string
  picture: RowPicture | null
}
/** In the size in which it stands: mail programs scale a picture by its attributes alone. */
type RowPicture = { src: string; width: number; height: number }

/** Over all cards of a mail; the rest is counted, and is on the order page. */
export const ROWS_MAX = 30
const GROUPS_MAX = 8
const VARIANT_MAX = 60
const INSTEAD_MAX = 60

/** In the order in which they arrive: what is here, then by date, then what has none. */
const SEQUENCE: readonly PortionState[] = [
  'preparing',
  'kept',
  'choice',
  'swapped',
  'dated',
  'undated',
  'passed',
  'nothing_to_ship',
]

/** Cards of what is still to come, at most `ROWS_MAX` rows over all of them. */
export function groupsOf(portions: readonly Portion[], scene: Scene): Group[] {
  const cards = Map.groupBy(portions, (portion) => sortKey(portion))
  const sorted = [...cards].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members)
  const shown = sorted.slice(0, GROUPS_MAX)
  const hidden = sorted.slice(GROUPS_MAX).flat().length
  const room = Math.max(3, Math.floor(ROWS_MAX / Math.max(1, shown.length)))
  return shown.map((members, at) =>
    toGroup(members, { room, hidden: at === shown.length - 1 ? hidden : 0 }, scene),
  )
}

/** Rows of named quantities (a package's contents, what was cancelled), with what is left out. */
export function rowsOf(
  parts: readonly { line: Line; quantity: number }[],
  scene: Scene,
  { room, hidden }: { room: number; hidden: number } = { room: ROWS_MAX, hidden: 0 },
): Rows {
  const rows = parts.slice(0, room).map(({ line, quantity }) => ({
    title: isolate(clean(line.title, TITLE_MAX)),
    variant: line.variant ? isolate(clean(line.variant, VARIANT_MAX)) : null,
    quantity: formatCount(quantity, scene.locale),
    picture: pictureOf(line, scene),
  }))
  const left = parts.length - rows.length + hidden
  const more = left > 0 ? scene.word('common.rows_more', { n: left }) : null
  return { rows, more, isPictured: rows.some(({ picture }) => picture !== null) }
}

const PICTURE_EDGE = 48

function pictureOf({ picture }: Line, { links: { origin } }: Scene): RowPicture | null {
  if (!picture || !origin) return null
  const { path, width, height } = picture
  const scale = PICTURE_EDGE / Math.max(width, height)
  const scaled = (length: number) => Math.max(1, Math.round(length * scale))
  return { src: `${origin}${path}`, width: scaled(width), height: scaled(height) }
}

function toGroup(
  members: readonly Portion[],
  limits: { room: number; hidden: number },
  scene: Scene,
): Group {
  const { state, day, instead = '' } = members[0] as Portion
  const plain = state === 'preparing' && day ? 'preparing_dated' : state
  const special = `${plain}${specialEnding(members.map(({ line }) => line))}`
  const key = scene.hasWord(`group.${special}.title`) ? special : plain
  const noteKey = `group.${key}.note`
  return {
    title: scene.word(`group.${key}.title`, {
      day: day ? scene.long(day) : '',
      instead: isolate(clean(instead, INSTEAD_MAX)),
    }),
    note: scene.hasWord(noteKey) ? scene.word(noteKey) : estimateOf(state, day, scene),
    ...rowsOf(members, scene, limits),
  }
}

/** What ships by a day comes some days later: a range, where it is known where it goes. */
function estimateOf(state: PortionState, day: Day | null, scene: Scene): string | null {
  const ships = state === 'dated' || state === 'preparing'
  const range = ships ? promisedRange(day, scene.delivery) : null
  return range && scene.word('note.estimated', { range: scene.estimate(range) })
}

const sortKey = ({ state, day, instead }: Portion) => {
  const shown = state === 'dated' || state === 'preparing' ? day : null
  return `${SEQUENCE.indexOf(state)} ${shown ?? instead ?? ''}`
}
