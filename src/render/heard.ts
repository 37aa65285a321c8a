import type { Heard } from '../domain/heard.ts'
import type { MessageKind } from '../domain/message.ts'
import type { Day, Line } from '../domain/order.ts'
import { formatDay, formatTextDay, formatTightDay } from './dates.ts'
import { dateState } from './portions.ts'
import type { Scene } from './scene.ts'
import { toSms } from './sms.ts'
import type { View } from './view.ts'

export type { Heard } from '../domain/heard.ts'

/** Texts that say a date; the lists of all others are of their mails alone. */
const SAYS_DATES: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_confirmed',
  'backorder_confirmed',
  'preorder_confirmed',
  'backorder_checkin',
  'backorder_update',
  'order_update',
  'eta_slipped',
  'eta_improved',
  'promise_missed',
  'delay_option',
  'delay_option_reminder',
  'restocked',
  'partially_shipped',
  'backorder_choice',
])
/** Of these the sentence itself is that there is no date, where there is none. */
const SAYS_NONE: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'backorder_confirmed',
  'preorder_confirmed',
  'backorder_checkin',
  'backorder_update',
  'eta_slipped',
  'eta_improved',
  'promise_missed',
  'backorder_choice',
])

/**
 * What a text tells by its words: a line whose date it leaves out for want of room has not been told,
 * whatever the message was to tell. A date counts where it stands in the text as it goes out, so no
 * phrasing can forget to say what is then taken as said.
 */
export function heardIn(
  body: string,
  { kind, named }: Pick<View, 'kind' | 'named'>,
  scene: Scene,
): Heard {
  const lines = new Set(named)
  const isHeard = (day: Day | null) => day === null || sayings(day, scene).some(isIn(body))
  const dates = Object.entries(scene.facts.told.dates)
    .filter(([id, day]) => lines.has(id) && isHeard(day))
    .map(([id]) => id)
  const unsaid = (scene.facts.told.offers ?? [])
    .filter(({ revisedOn }) => dateState(revisedOn, scene.today) === 'dated' && !isHeard(revisedOn))
    .map(({ lineId }) => lineId)
  // The sentence counts those that it has no room to name.
  const here = kind === 'restocked' ? scene.facts.lines : []
  return {
    dates,
    lines: [...lines],
    ...(here.length > 0 ? { here } : {}),
    ...(unsaid.length > 0 ? { unsaid } : {}),
  }
}

/** The lines of which the sentence of a text says the date, where its speech has not named others. */
export const namedBySentence = (
  kind: MessageKind,
  lines: readonly Line[],
  { facts }: Pick<Scene, 'facts'>,
): string[] =>
  lines
    .map(({ id }) => id)
    .filter((id) => SAYS_DATES.has(kind) && (facts.told.dates[id] !== null || SAYS_NONE.has(kind)))

/** Not as a part of another day: "Mar 2" stands in "Mar 20" as well. */
const isIn = (body: string) => (day: string) => {
  for (let at = body.indexOf(day); at >= 0; at = body.indexOf(day, at + 1))
    if (!isDigit(body[at - 1]) && !isDigit(body[at + day.length])) return true
  return false
}

const isDigit = (letter: string | undefined) => letter !== undefined && /\d/.test(letter)

/** A day as a text may write it, with its letters as the alphabet of texts has them, and without. */
const sayings = (day: Day, { locale, today }: Scene): string[] =>
  [formatTextDay, formatTightDay, shortDay]
    .map((format) => format(day, locale, today).replace(/\s+/g, ' '))
    .flatMap((written) => [written, toSms(written).body])

const shortDay = (day: Day, locale: string, today: Day) => formatDay(day, locale, 'short', today)
