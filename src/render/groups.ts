import { promisedRange } from '../domain/delivery-range.ts'
import type { MessageKind } from '../domain/message.ts'
import type { Day, Line } from '../domain/order.ts'
import { withItem } from './cancelled-cards.ts'
import { ROWS_OF_MAIL_MAX } from './fit-cards.ts'
import { type GoodsPicture, goodsPicture } from './goods-picture.ts'
import { formatCount } from './money.ts'
import type { Item } from './page.ts'
import { clean, isolate } from './plain.ts'
import type { Portion, PortionState } from './portions.ts'
import { type Scene, TITLE_MAX } from './scene.ts'
import { specialEnding } from './wait-kind.ts'

/** A card: lines that share one answer to "when does it come". */
export type Group = { title: string; note: string | null } & Rows
/**
 * `left`: how many are not shown, which `more` says. `isPictured`: a row of them has a picture, so that
 * the others keep its room.
 */
export type Rows = { rows: Row[]; left: number; more: string | null; isPictured: boolean }
export type Row = {
  title: string
  variant: string | null
  quantity: string
  picture: GoodsPicture | null
}

/** More than a mail has room for at all (`fitCards`), and so many cards. */
const ROWS_MAX = ROWS_OF_MAIL_MAX
const GROUPS_MAX = 6
const VARIANT_MAX = 60
const INSTEAD_MAX = 60

/** In the order in which they arrive: what is here, then by date, then what has none. */
const SEQUENCE: readonly PortionState[] = [
  'handed_over',
  'preparing',
  'kept',
  'choice',
  'swapped',
  'dated',
  'undated',
  'passed',
  'nothing_to_ship',
]

/** Cards of what is still to come. */
export function groupsOf(portions: readonly Portion[], scene: Scene): Group[] {
  const cards = Map.groupBy(portions, (portion) => sortKey(portion))
  const sorted = [...cards].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members)
  const shown = sorted.slice(0, GROUPS_MAX)
  const hidden = sorted.slice(GROUPS_MAX).flat().length
  const groups = shown.map((members, at) => {
    const n = portions.filter(({ state }) => state === members[0]?.state).length
    return toGroup(
      members,
      { n, room: ROWS_MAX, hidden: at === shown.length - 1 ? hidden : 0 },
      scene,
    )
  })
  // What is true of several cards is said once, below the last of them.
  return groups.map((group, at) =>
    groups.slice(at + 1).some(({ note }) => note === group.note) ? { ...group, note: null } : group,
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
    picture: goodsPicture(line.picture, scene),
  }))
  const left = parts.length - rows.length + hidden
  const more = left > 0 ? scene.word('common.rows_more', { n: left }) : null
  return { rows, left, more, isPictured: rows.some(({ picture }) => picture !== null) }
}

function toGroup(
  members: readonly Portion[],
  { n, ...limits }: { n: number; room: number; hidden: number },
  scene: Scene,
): Group {
  const { state, day, instead = '' } = members[0] as Portion
  const isHereBy = (state === 'preparing' || state === 'choice') && day
  const plain = isHereBy ? 'preparing_dated' : state
  const special = `${plain}${specialEnding(members.map(({ line }) => line))}`
  const key = scene.hasWord(`group.${special}.title`) ? special : plain
  const noteKey = `group.${state === 'choice' ? state : key}.note`
  return {
    title: scene.word(`group.${key}.title`, {
      day: day ? scene.long(day) : '',
      instead: isolate(clean(instead, INSTEAD_MAX)),
    }),
    note: noteOf(state, noteKey, { n, day }, scene),
    ...rowsOf(members.reduce<Item[]>(withItem, []), scene, limits),
  }
}

function noteOf(
  state: PortionState,
  key: string,
  { n, day }: { n: number; day: Day | null },
  scene: Scene,
): string | null {
  if (state === 'undated' && PROMISES_A_WORD.has(scene.kind)) return null
  return scene.hasWord(key) ? scene.word(key, { n }) : estimateOf(state, day, scene)
}

/** Their own first sentences say that we write when it is on its way: a card does not say it again. */
const PROMISES_A_WORD: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'backorder_confirmed',
  'preorder_confirmed',
  'backorder_checkin',
  'backorder_update',
  'restocked',
])

/** What ships by a day comes some days later: a range, where it is known where it goes. */
function estimateOf(state: PortionState, day: Day | null, scene: Scene): string | null {
  const ships = state === 'dated' || state === 'preparing'
  const range = ships ? promisedRange(day, scene.delivery) : null
  return range && scene.word('note.estimated', { range: scene.estimate(range) })
}

const sortKey = ({ state, day, instead }: Portion) => {
  const shown = state === 'dated' || state === 'preparing' || state === 'choice' ? day : null
  return `${SEQUENCE.indexOf(state)} ${shown ?? instead ?? ''}`
}
