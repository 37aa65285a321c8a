import type { OpenOffer } from '../src/domain/delay-answer.ts'
import type { Day } from '../src/domain/order.ts'
import { saidDate, splitOf } from '../src/domain/said-date.ts'
import { dayIn } from '../src/render/dates.ts'
import type { Item } from '../src/render/page.ts'
import { groupOffers } from './consent-card.tsx'
import { answerDay, hasPaid, type PageContext, shortDay } from './context.ts'

type Props = { items: readonly Item[]; context: PageContext }

/** What the reader agreed to, when, and what ends it: nobody should have to look for a mail. */
export function Agreed({ items, context }: Props) {
  const ids = new Set(items.map(({ line }) => line.id))
  const here = (context.agreed ?? []).filter(({ clock }) => ids.has(clock.lineId))
  return (
    <>
      {groupOffers(here).map((offers) => (
        <Agreement offers={offers} items={items} context={context} />
      ))}
      <Ends items={items} agreed={here.map(({ clock }) => clock.lineId)} context={context} />
    </>
  )
}

function Agreement({ offers, items, context }: Props & { offers: readonly OpenOffer[] }) {
  const { order, words, merchant, readerZone } = context
  const [first] = offers
  if (!first?.offer.consentedAt) return null
  const { consent } = words
  const ended = merchant.policy.expiry === 'confirm' ? consent.agreedConfirm : consent.agreedEnd
  const on = shortDay(dayIn(first.offer.consentedAt, readerZone), context)
  const { state } = first.clock
  const until = state.on && shortDay(state.on, context)
  const about = new Set(offers.map(({ clock }) => clock.lineId))
  const titles = items.filter(({ line }) => about.has(line.id)).map(({ line }) => line.title)
  return (
    <p dir="auto">
      {titles.length < items.length && <About titles={titles} />}
      {consent.agreed(on, until)} {until && <span class="soft">{ended(hasPaid(order))}</span>}
    </p>
  )
}

/** On a line of its own: a sentence follows, which after a colon would begin otherwise in each language. */
const About = ({ titles }: { titles: readonly string[] }) => (
  <>
    <strong>{titles.join(', ')}</strong>
    <br />{' '}
  </>
)

/**
 * What nobody was asked about, or silence agreed to: that it is cancelled by itself unless it ships, as the
 * mails of these days say it too. What an answer agreed to has that said beside it already.
 */
function Ends({ items, agreed, context }: Props & { agreed: readonly string[] }) {
  const { order, words, ends = [] } = context
  const titleOf = new Map(items.map(({ line }) => [line.id, line.title]))
  const own = ends.filter(({ lineId }) => titleOf.has(lineId) && !agreed.includes(lineId))
  return (
    <>
      {[...Map.groupBy(own, ({ on }) => on)].map(([on, lines]) => (
        <p dir="auto">
          {lines.length < titleOf.size && (
            <About titles={lines.map(({ lineId }) => titleOf.get(lineId) ?? '')} />
          )}
          {words.consent.endsBy(shortDay(endDay(on, lines, context), context), hasPaid(order))}
        </p>
      ))}
    </>
  )
}

/** Never a day before the date that stands beside it. */
function endDay(on: Day, lines: readonly { lineId: string }[], context: PageContext): Day {
  const { order, merchant, today } = context
  const whole = answerDay(on, context)
  const rules = { split: splitOf(order, merchant.policy), today }
  const isLater = order.lines.some(
    (line) =>
      lines.some(({ lineId }) => lineId === line.id) &&
      (saidDate(order, line, rules) ?? '') > whole,
  )
  return isLater ? on : whole
}
