import type { OrderState } from '../src/domain/order.ts'
import { chosenSplit, mayChooseSplit, type Split } from '../src/domain/split.ts'
import { cardsOf, type WaitingCard } from '../src/render/page.ts'
import { CancelLayout } from './cancel-layout.tsx'
import { contextOf, type PageContext, shortDay, type TrackingPageInput } from './context.ts'
import { Items } from './items.tsx'
import { finish } from './layout.tsx'
import type { Page } from './page.ts'
import { nothingPage } from './stale-page.tsx'

const SPLITS: readonly Split[] = ['ship_available', 'hold']

/**
 * `GET /t/{token}/split`: both ways with what each means for the dates, and a button below each. One
 * press chooses; there is nothing to be sent off afterwards.
 */
export function splitPage(input: TrackingPageInput): Page {
  const context = contextOf(input)
  const { order, merchant } = context
  const words = context.words.choices.split
  if (!mayChooseSplit(order, merchant.policy)) return splitChosenPage(input)
  return finish(
    <CancelLayout title={words.heading} context={context}>
      <h1>{words.heading}</h1>
      <p class="next">{words.text}</p>
      {SPLITS.map((split) => (
        <section class="card">
          <h2>{words.option(split)}</h2>
          {split === 'hold' ? <Together context={context} /> : <Apart context={context} />}
          {chosenSplit(order) === split ? (
            <p>{words.isChosen}</p>
          ) : (
            <form method="post" action={`${context.links.self}/split`}>
              <p class="actions">
                <input type="hidden" name="split" value={split} />
                {/* Neither is the main one: it is the reader's to say. */}
                <button type="submit" class="button">
                  {words.action(split)}
                </button>
              </p>
            </form>
          )}
        </section>
      ))}
    </CancelLayout>,
    merchant,
    { hasForm: true },
  )
}

/** The answer to the press, and to a second one; without a choice there is nothing to show. */
export function splitChosenPage(input: TrackingPageInput): Page {
  const context = contextOf(input)
  const { order, merchant, words, links } = context
  const split = chosenSplit(order)
  if (!split) return nothingPage(input)
  const title = words.choices.split.done(split)
  const isOpen = mayChooseSplit(order, merchant.policy)
  return finish(
    <CancelLayout title={title} context={context}>
      <h1 class="did">{title}</h1>
      {isOpen && <p class="next">{words.choices.split.doneText}</p>}
      <p class="actions">
        <a class="button main" href={links.self}>
          {words.toOrder}
        </a>
        {isOpen && (
          <a class="button" href={`${links.self}/split`}>
            {words.choices.split.change}
          </a>
        )}
      </p>
    </CancelLayout>,
    merchant,
  )
}

/** What leaves now, and what follows when. */
function Apart({ context }: { context: PageContext }) {
  const { words } = context
  const cards = cardsIf('ship_available', context)
  const here = cards.flatMap((card) =>
    card.kind === 'preparing' && !card.swapped ? card.items : [],
  )
  return (
    <>
      {here.length > 0 && (
        <>
          <h3>{words.choices.split.first}</h3>
          <Items items={here} words={words} />
        </>
      )}
      {cards
        .filter((card): card is WaitingCard => card.kind === 'waiting')
        .map((card) => (
          <>
            <h3>
              {here.length > 0 ? words.choices.split.later : words.waiting.name[card.waitsFor]}
              {' · '}
              {card.shipsBy
                ? words.waiting.shipsBy(shortDay(card.shipsBy, context))
                : words.waiting.noDate[card.waitsFor]}
            </h3>
            <Items items={card.items} words={words} />
          </>
        ))}
    </>
  )
}

function Together({ context }: { context: PageContext }) {
  const { words } = context
  const waits = cardsIf('hold', context).filter((card) => card.kind === 'waiting')
  const days = waits.map(({ shipsBy }) => shipsBy)
  const [day = null] = days
  const isOne = day !== null && days.every((one) => one === day)
  return <p>{words.choices.split.together(isOne ? shortDay(day, context) : null)}</p>
}

/** The order as it would be shown after the choice. */
function cardsIf(split: Split, { order, now, zone, readerZone }: PageContext) {
  const chosen: OrderState = { ...order, split }
  return cardsOf(chosen, { now, zone, readerZone })
}
