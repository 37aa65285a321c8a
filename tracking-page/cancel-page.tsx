import { LINES_MAX } from '../src/domain/event.ts'
import type { Item } from '../src/render/page.ts'
import {
  type CancelChoice,
  cancelLink,
  chosenItems,
  decisionFor,
  isAnyHere,
  itemsOf,
  objectOf,
  sameItems,
} from './cancel-choice.ts'
import { CancelLayout } from './cancel-layout.tsx'
import { cancelledPage } from './cancelled-page.tsx'
import { contextOf, hasPaid, type PageContext, type TrackingPageInput } from './context.ts'
import { Items } from './items.tsx'
import { finish } from './layout.tsx'
import type { Page } from './page.ts'

export const REASON_MAX = 500

/** The choice could not be read: nothing was done, and that is said first. */
type Problem = { problem?: 'unreadable' | 'none' }

/**
 * `GET /t/{token}/cancel`: what a press would cancel, what it would not, and the money. One press
 * on its one button does it; everything else on the page only shows another choice.
 */
export function cancelPage(input: TrackingPageInput & CancelChoice & Problem): Page {
  const context = contextOf(input)
  const { order, merchant, words } = context
  const choice = { scope: input.scope, lines: input.lines }
  const items = chosenItems(order, choice)
  const decision = decisionFor(context, choice)
  if (items.length === 0) return cancelledPage({ ...input, decision })

  const asks = decision.made.length === 0
  const asked = isAnyHere(order, itemsOf(order, decision.requested))
    ? words.cancel.asks
    : words.cancel.asksWaiting
  const isMixed = !asks && decision.requested.length > 0
  const what = objectOf(order, items)
  const heading = words.cancel.heading(what, asks)
  return finish(
    <CancelLayout title={heading} context={context}>
      <h1 dir="auto">{heading}</h1>
      {input.problem && (
        <p class="wrong" role="alert">
          {words.cancel[input.problem]}
        </p>
      )}
      <p class="next">{asks ? asked : isMixed ? words.cancel.mixed : words.cancel.atOnce}</p>
      <Chosen
        made={itemsOf(order, decision.made)}
        requested={itemsOf(order, decision.requested)}
        context={context}
      />
      <form method="post" action={context.links.cancel} class="card">
        <label for="reason">{words.cancel.reason}</label>
        <input id="reason" name="reason" maxlength={REASON_MAX} autocomplete="off" />
        <WaitlistBox items={items} context={context} />
        <p class="actions">
          {choice.scope === 'waiting' && <input type="hidden" name="scope" value="waiting" />}
          <Shown items={items} />
          <button type="submit">{words.cancel.action(what, asks)}</button>
          <a class="button" href={keepLink(context)}>
            {words.cancel.keep}
          </a>
        </p>
      </form>
      <Unchosen items={items} context={context} />
      <Instead items={items} isOpen={input.problem === 'none'} context={context} />
    </CancelLayout>,
    merchant,
    { hasForm: true },
  )
}

/** Where silence would cancel it, to go back is not to keep it: there it is asked for the answer. */
const keepLink = ({ links, offers = [] }: PageContext) =>
  offers.some(({ offer }) => offer.silence === 'cancel') ? `${links.self}/consent` : links.self

/** To cancel and still want it is no contradiction: only offered for what was out of stock. */
function WaitlistBox({ items, context }: { items: readonly Item[]; context: PageContext }) {
  const { words, reach } = context
  if (reach === 'page' || !items.some(({ line }) => line.backorder && line.sku)) return null
  return (
    <label class="check">
      <input type="checkbox" name="waitlist" value="1" />
      <span>{words.choices.waitlist.check}</span>
    </label>
  )
}

/**
 * The press cancels what the page showed, and no more: what the shop adds meanwhile is another
 * choice. How much in all, not how much more, so that a second press does nothing.
 */
function Shown({ items }: { items: readonly Item[] }) {
  if (items.length > LINES_MAX) return null
  return (
    <>
      {items.map(({ line, quantity }) => (
        <>
          <input type="hidden" name="lines" value={line.id} />
          <input type="hidden" name="totals" value={line.cancelled + quantity} />
        </>
      ))}
    </>
  )
}

type ChosenProps = { made: Item[]; requested: Item[]; context: PageContext }

/** What is done at once, and what is checked first because it may be packed already. */
function Chosen({ made, requested, context }: ChosenProps) {
  const { words, order, merchant } = context
  const days = merchant.policy.refund_days
  const isPaid = hasPaid(order)
  return (
    <>
      {made.length > 0 && (
        <section class="card">
          <h2>{words.cancel.will}</h2>
          <Items items={made} words={words} />
          {isPaid && <p>{words.cancel.refund(days)}</p>}
        </section>
      )}
      {requested.length > 0 && (
        <section class="card">
          <h2>{words.cancel.willAsk}</h2>
          <Items items={requested} words={words} />
          {isPaid && <p>{words.cancel.refundIfStopped(days, isAnyHere(order, requested, made))}</p>}
        </section>
      )}
    </>
  )
}

/** What the press leaves alone: nobody should find out afterwards that more, or less, was meant. */
function Unchosen({ items, context }: { items: Item[]; context: PageContext }) {
  const { words, order } = context
  const chosen = new Map(items.map(({ line, quantity }) => [line.id, quantity]))
  const stays = chosenItems(order, { scope: 'all', lines: [] })
    .map(({ line, quantity }) => ({ line, quantity: quantity - (chosen.get(line.id) ?? 0) }))
    .filter(({ quantity }) => quantity > 0)
  const shipped = order.lines
    .map((line) => ({ line, quantity: line.shipped }))
    .filter(({ quantity }) => quantity > 0)
  return (
    <>
      {stays.length > 0 && (
        <section class="card">
          <h2>{words.cancel.stays}</h2>
          <Items items={stays} words={words} />
        </section>
      )}
      {shipped.length > 0 && (
        <section class="card">
          <h2>{words.cancel.shipped}</h2>
          <Items items={shipped} words={words} />
        </section>
      )}
    </>
  )
}

type InsteadProps = { items: Item[]; isOpen: boolean; context: PageContext }

/** Other choices, each a link or a GET form: they show this page again and cancel nothing. */
function Instead({ items, isOpen, context }: InsteadProps) {
  const { words, order, links } = context
  const all = chosenItems(order, { scope: 'all', lines: [] })
  const waiting = chosenItems(order, { scope: 'waiting', lines: [] })
  const offersAll = !sameItems(items, all)
  const offersWaiting = waiting.length > 0 && !sameItems(waiting, all) && !sameItems(items, waiting)
  if (!offersAll && !offersWaiting && all.length < 2) return null
  const chosen = new Set(items.map(({ line }) => line.id))
  return (
    <section class="instead">
      <h2>{words.cancel.instead}</h2>
      <ul>
        {offersAll && (
          <li>
            <a href={links.cancel}>{words.cancel.all}</a>
          </li>
        )}
        {offersWaiting && (
          <li>
            <a href={cancelLink(links.cancel, { scope: 'waiting', lines: [] })}>
              {words.cancel.onlyWaiting}
            </a>
          </li>
        )}
      </ul>
      {all.length > 1 && (
        <details open={isOpen}>
          <summary>{words.cancel.choose}</summary>
          <form method="get" action={links.cancel}>
            <input type="hidden" name="choose" value="1" />
            {all.map(({ line, quantity }) => (
              <label class="check">
                <input type="checkbox" name="lines" value={line.id} checked={chosen.has(line.id)} />
                <span class="num">{words.items.times(quantity)}</span>
                <span dir="auto">{line.title}</span>
              </label>
            ))}
            <p class="actions">
              <button type="submit" class="button">
                {words.cancel.show}
              </button>
            </p>
          </form>
        </details>
      )}
    </section>
  )
}
