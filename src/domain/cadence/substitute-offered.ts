import { because } from '../because.ts'
import type { Notice } from '../message.ts'
import type { OrderState } from '../order.ts'
import type { Said } from '../said.ts'
import { openSubstitutes } from '../substitute.ts'
import type { CadenceContext, Rule } from './context.ts'
import { factsOf, listLines, tell } from './told.ts'

type Offer = ReturnType<typeof openSubstitutes>[number]

const KIND = 'substitute_offered'

/**
 * Something else may be had in place of what waits: at once, until one is taken or nothing waits.
 * Offers that nobody has heard of go in one message, for a shop that is out of three things says so
 * of all three in one breath, and three mails of one minute are read as none. One that comes later is
 * a word of its own. Each goes on under the key by which it was said, and what was not under that of
 * the last of them: one that joins others whose mail came back waits for no pause of theirs.
 */
export const wantSubstituteOffered: Rule = (order, context) => {
  const open = openSubstitutes(order).filter(({ imported }) => !imported)
  if (open.length === 0) return []
  const untold = open.filter(({ eventId }) => !order.said.some((one) => tells(one, eventId)))
  const last = untold.at(-1)
  const again = order.said.filter(isFirstOfItsKey).flatMap((one) => {
    const told = open.filter(({ eventId }) => tells(one, eventId))
    return told.length > 0 ? [noticeOf(order, one.key, told, context)] : []
  })
  return last ? [...again, noticeOf(order, `${KIND}:${last.eventId}`, untold, context)] : again
}

/** One entry for the mail and one for the text: the notice of both is one. */
const isFirstOfItsKey = ({ kind, key }: Said, at: number, all: readonly Said[]) =>
  kind === KIND && all.findIndex((one) => one.key === key) === at

const tells = ({ kind, key, told }: Said, eventId: string) =>
  kind === KIND && (told.substitutes?.includes(eventId) ?? key === `${KIND}:${eventId}`)

function noticeOf(
  order: OrderState,
  key: string,
  offers: readonly Offer[],
  { now }: CadenceContext,
): Notice {
  const lines = offers.map(({ lineId }) => lineId)
  const events = offers.map(({ eventId }) => eventId)
  const options = offers.flatMap((offer) => offer.options)
  const each = offers.map(
    (offer) =>
      `${offer.options.map(({ title }) => title).join(', ')} in place of ${listLines(order, [offer.lineId])}`,
  )
  return {
    kind: KIND,
    key,
    dueAt: now,
    why: `The merchant offers ${each.join('; ')}.`,
    because: because(KIND, { lines, events, skus: options.map(({ sku }) => sku) }),
    facts: factsOf({
      lines,
      substitutes: offers.map(shownOf),
      told: { ...tell(order, {}), substitutes: events },
    }),
  }
}

/** As a message shows it. */
export const shownOf = ({ eventId: offer, lineId, options }: Offer) => ({ offer, lineId, options })
