import type { OrderState } from '../src/domain/order.ts'
import { type Item, orderedCount } from '../src/render/page.ts'
import {
  type CancelChoice,
  cancelLink,
  chosenItems,
  mustAsk,
  objectOf,
  sameItems,
} from './cancel-choice.ts'
import { contextOf, type PageContext, type TrackingPageInput } from './context.ts'
import { Items } from './items.tsx'
import { finish, Layout } from './layout.tsx'
import type { Page } from './page.ts'

export const REASON_MAX = 500

/**
 * `GET /t/{token}/cancel`: what a press would cancel, what it would not, and the money. One press
 * on its one button does it; everything else on the page only shows another choice.
 */
export function cancelPage(input: TrackingPageInput & CancelChoice): Page {
  const context = contextOf(input)
  const { order, merchant, words } = context
  const choice = { scope: input.scope, lines: input.lines }
  const items = chosenItems(order, choice)
  if (items.length === 0) return cancelledPage({ ...input, outcome: 'nothing', items: [] })

  const asks = mustAsk(order, items, merchant.policy)
  const what = objectOf(order, items)
  const heading = words.cancel.heading(what, asks)
  return finish(
    <CancelLayout title={heading} context={context}>
      <h1 dir="auto">{heading}</h1>
      <p class="next">{asks ? words.cancel.asks : words.cancel.atOnce}</p>
      <Chosen items={items} asks={asks} context={context} />
      <form method="post" action={context.links.cancel} class="card">
        <label for="reason">{words.cancel.reason}</label>
        <input id="reason" name="reason" maxlength={REASON_MAX} autocomplete="off" />
        <p class="actions">
          {choice.scope === 'waiting' && <input type="hidden" name="scope" value="waiting" />}
          {linesOf(choice, items, order).map((id) => (
            <input type="hidden" name="lines" value={id} />
          ))}
          <button type="submit">{words.cancel.action(what, asks)}</button>
          <a class="button" href={context.links.self}>
            {words.cancel.keep}
          </a>
        </p>
      </form>
      <Unchosen items={items} context={context} />
      <Instead items={items} context={context} />
    </CancelLayout>,
    merchant,
    { hasForm: true },
  )
}

export type CancelledInput = TrackingPageInput & {
  outcome: 'done' | 'requested' | 'nothing'
  /** What the press cancelled, or asked to cancel. */
  items: readonly Item[]
}

/** The answer to the press, and to a second one; also where nothing is left to cancel. */
export function cancelledPage(input: CancelledInput): Page {
  const context = contextOf(input)
  const { order, merchant, words, reach, links } = context
  const { outcome, items } = input
  const days = merchant.policy.refund_days
  const isPaid = order.paymentStatus === 'paid'
  const { title, text, refund } = {
    done: {
      title: words.cancel.done(cancelledObject(order, items)),
      text: words.cancel.doneText(reach),
      refund: isPaid ? words.cancel.refund(days) : null,
    },
    requested: {
      title: words.cancel.requested,
      text: words.cancel.requestedText(reach),
      refund: isPaid ? words.cancel.refundIfStopped(days) : null,
    },
    nothing: {
      title: words.cancel.nothing,
      text: orderedCount(order) > 0 ? words.cancel.nothingShipped : words.cancel.nothingCancelled,
      refund: null,
    },
  }[outcome]
  return finish(
    <CancelLayout title={title} context={context}>
      <h1 dir="auto">{title}</h1>
      <p class="next">
        {text} {refund}
      </p>
      {items.length > 1 && (
        <section class="card">
          <Items items={items} words={words} />
        </section>
      )}
      <p class="actions">
        <a class="button" href={links.self}>
          {words.cancel.back}
        </a>
      </p>
    </CancelLayout>,
    merchant,
  )
}

type LayoutProps = { title: string; context: PageContext; children?: unknown }

function CancelLayout({ title, context, children }: LayoutProps) {
  const { merchant, links, words, locale, order } = context
  return (
    <Layout
      title={words.pageTitle(title, merchant.name)}
      merchant={merchant}
      locale={locale}
      logo={links.logo}
      label={words.orderName(order.orderNumber)}
    >
      {children as never}
    </Layout>
  )
}

/** After the act the lines have nothing open any more, so "the order" is told by what is left. */
function cancelledObject(order: OrderState, items: readonly Item[]) {
  const [first] = items
  if (items.length === 1 && first) return objectOf(order, items)
  if (orderedCount(order) === 0) return { kind: 'order' } as const
  const count = items.reduce((sum, { quantity }) => sum + quantity, 0)
  return { kind: 'lines', count } as const
}

/** Named one by one only where the scope alone would not say it. */
function linesOf(choice: CancelChoice, items: readonly Item[], order: OrderState): string[] {
  const every = chosenItems(order, { scope: choice.scope, lines: [] })
  return sameItems(items, every) ? [] : items.map(({ line }) => line.id)
}

function Chosen({ items, asks, context }: { items: Item[]; asks: boolean; context: PageContext }) {
  const { words, order, merchant } = context
  const days = merchant.policy.refund_days
  return (
    <section class="card">
      <h2>{asks ? words.cancel.willAsk : words.cancel.will}</h2>
      <Items items={items} words={words} />
      {order.paymentStatus === 'paid' && (
        <p>{asks ? words.cancel.refundIfStopped(days) : words.cancel.refund(days)}</p>
      )}
    </section>
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

/** Other choices, each a link or a GET form: they show this page again and cancel nothing. */
function Instead({ items, context }: { items: Item[]; context: PageContext }) {
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
        <details>
          <summary>{words.cancel.choose}</summary>
          <form method="get" action={links.cancel}>
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
