import type { Day } from '../src/domain/order.ts'
import type { DateStep, Item, PreparingCard, WaitingCard } from '../src/render/page.ts'
import { Agreed } from './agreed.tsx'
import { CancelAction } from './cancel-action.tsx'
import { Asked, Substitutes } from './choice-cards.tsx'
import { type PageContext, shortDay } from './context.ts'
import { estimatedDelivery } from './estimates.ts'
import { Items } from './items.tsx'

/** Dates of a history shown; a wait that moved more often tells its latest ones. */
const DATES_MAX = 8

export function Waiting({ card, context }: { card: WaitingCard; context: PageContext }) {
  const { words } = context
  const { waitsFor, shipsBy, missed } = card
  const estimate = estimatedDelivery(shipsBy, context)
  const release = waitsFor === 'release' && shipsBy ? releaseOf(card.items, context) : null
  const when = shipsBy
    ? words.waiting.shipsBy(shortDay(shipsBy, context))
    : missed
      ? words.waiting.missed(shortDay(missed, context))
      : words.waiting.noDate[waitsFor]
  return (
    <section class="card" data-part={`w${card.items[0]?.line.id}`}>
      <h2>
        {words.waiting.name[waitsFor]} <span class="when">{when}</span>
      </h2>
      {estimate && <p>{words.package.estimatedDelivery(estimate)}</p>}
      {release && <p>{words.waiting.release(shortDay(release, context))}</p>}
      {missed && <p>{words.waiting.missedText}</p>}
      {!shipsBy && !missed && <p>{words.waiting.noDateText}</p>}
      <Items items={card.items} words={words} />
      <Agreed items={card.items} context={context} />
      <InLine items={card.items} context={context} />
      <Dates dates={card.dates} missed={missed !== null} context={context} />
      <Substitutes items={card.items} context={context} />
      <Asked items={card.items} context={context} />
      <CancelAction items={card.items} waiting context={context} />
    </section>
  )
}

/** Of a preorder the day that the merchant hopes for is public, and its confirmation said it. */
function releaseOf(items: readonly Item[], context: PageContext): Day | null {
  const days = new Set(items.map(({ line }) => line.backorder?.promise?.basis.expectedAt))
  const [day = null] = days
  return days.size === 1 && day !== null && day >= context.today ? day : null
}

/** How many orders are before this one; of items with a place each, the longest wait. */
function InLine({ items, context }: { items: Item[]; context: PageContext }) {
  const places = items.flatMap(({ line }) => context.places?.get(line.id) ?? [])
  if (places.length === 0) return null
  const { orders, isMore } = places.reduce((a, b) => (b.orders > a.orders ? b : a))
  return <p class="soft">{context.words.line.ahead(orders, isMore)}</p>
}

export function Preparing({ card, context }: { card: PreparingCard; context: PageContext }) {
  const { words } = context
  const { restocked, kept, swapped, shipsBy, missed, items } = card
  const name = swapped ? words.preparing.swapped : words.preparing.name(restocked)
  const estimate = estimatedDelivery(shipsBy, context)
  const when = shipsBy
    ? words.preparing.shipsBy(shortDay(shipsBy, context))
    : missed && words.preparing.missed(shortDay(missed, context))
  return (
    <section class="card" data-part={`r${items[0]?.line.id}`}>
      <h2>
        {kept ? words.preparing.kept : name} {when && <span class="when">{when}</span>}
      </h2>
      {estimate && <p>{words.package.estimatedDelivery(estimate)}</p>}
      <Items items={items} words={words} />
      <Agreed items={items} context={context} />
      {swapped && <Substitutes items={items} context={context} />}
      <CancelAction items={items} waiting={swapped} context={context} />
    </section>
  )
}

type DatesProps = { dates: DateStep[]; missed: boolean; context: PageContext }

/** Old date beside new date, so that nobody has to remember what was said before. */
function Dates({ dates, missed, context }: DatesProps) {
  if (dates.length < 2) return null
  const { words } = context
  const shown = dates.slice(-DATES_MAX)
  return (
    <>
      <h3>{words.waiting.dates}</h3>
      <ol class="dates">
        {shown.map(({ shipsBy, statedOn, reason, cause }, at) => {
          const why = reason ?? (cause && cause !== 'joined' ? words.line.causes[cause] : null)
          const isNow = at === shown.length - 1 && !missed
          const day = shipsBy ? shortDay(shipsBy, context) : words.waiting.noDateThen
          return (
            <li>
              {isNow ? <strong>{day}</strong> : <s>{day}</s>}
              <span dir="auto">
                {why && `${why} `}
                <span class="soft">{words.waiting.stated(shortDay(statedOn, context))}</span>
              </span>
            </li>
          )
        })}
      </ol>
    </>
  )
}
