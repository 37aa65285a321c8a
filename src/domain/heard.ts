import type { MessageKind } from './message.ts'
import { type OrderState, toldDate } from './order.ts'
import type { Told } from './said.ts'

/**
 * What the words of a text said: the lines with their date, and all that it names. `unsaid`: lines of
 * which its offer's own date stands nowhere in it; silence can bind nobody to what no word said.
 */
export type Heard = {
  dates: readonly string[]
  lines: readonly string[]
  /** Lines that it says are here, where they are others than those that it names with a date. */
  here?: readonly string[]
  unsaid?: readonly string[]
}

/**
 * The first word of a wait, or of what came before it was said. What it does not name is none the less
 * known to be ordered: without a date, so that the word that it came is news of it.
 */
const SAYS_WAIT: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_confirmed',
  'backorder_confirmed',
  'preorder_confirmed',
  'backorder_checkin',
  'backorder_update',
  'partially_shipped',
])
/**
 * Of these the dates are all that they say, and what they told decides what goes next: one that said
 * none would be owed again each hour, and one of a part, before its mail, would leave the mail that part.
 */
const IS_DATE: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'eta_slipped',
  'eta_improved',
  'promise_missed',
  'delay_option',
])

/**
 * What a text tells: of what its notice was to tell, no more than its words said. What was left out
 * for want of room is told by no message yet, so its date is news still; where nothing was said of
 * such a line before, its reader knows that it waits, and of no date.
 *
 * `isMailed`: a mail says the same, and `isRead` if it went already. Beside one, which names every
 * line, a line without its date in the text is not one without a date.
 */
export function asHeard(
  order: OrderState,
  kind: MessageKind,
  told: Told,
  { heard, isMailed, isRead }: { heard: Heard; isMailed: boolean; isRead: boolean },
): Told {
  if (IS_DATE.has(kind) && (heard.dates.length === 0 || (isMailed && !isRead))) return told
  const said = new Set(heard.dates)
  const isUndated = (id: string) =>
    !isMailed && SAYS_WAIT.has(kind) && toldDate(order, id) === undefined
  const dates = Object.entries(told.dates).flatMap(([id, day]) =>
    said.has(id) ? [[id, day] as const] : isUndated(id) ? [[id, null] as const] : [],
  )
  const known = new Set(dates.map(([id]) => id))
  const named = new Set([...heard.lines, ...said])
  const { offers: made = [], ...rest } = told
  const { unsaid = [], here = [] } = heard
  const isHere = (id: string) => here.includes(id) || named.has(id)
  const offers = made.filter(({ lineId }) => named.has(lineId) && !unsaid.includes(lineId))
  return {
    ...rest,
    dates: Object.fromEntries(dates),
    statements: only(told.statements, (id) => known.has(id)),
    // What it does not name was not said to be here: `restocked` is news of it still.
    allocated: only(told.allocated, isHere),
    ...(told.came ? { came: only(told.came, (id) => known.has(id) || isHere(id)) } : {}),
    ...(told.own ? { own: ownHeard(told.own, known, said) } : {}),
    ...(offers.length > 0 ? { offers } : {}),
  }
}

/** A line's own promise is told by the date of what it is held with: without that, by nothing. */
const ownHeard = (
  own: NonNullable<Told['own']>,
  known: ReadonlySet<string>,
  said: ReadonlySet<string>,
): NonNullable<Told['own']> =>
  Object.fromEntries(
    Object.entries(own)
      .filter(([id]) => known.has(id))
      .map(([id, day]) => [id, said.has(id) ? day : null]),
  )

const only = <T>(record: Record<string, T>, keep: (id: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([id]) => keep(id)))
