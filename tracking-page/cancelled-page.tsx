import type { Child } from 'hono/jsx'
import type { CancelDecision } from '../src/domain/cancellation.ts'
import { isWaiting, type OrderState } from '../src/domain/order.ts'
import { countOf, type Item, orderedCount } from '../src/render/page.ts'
import { isAnyHere, itemsOf, objectOf } from './cancel-choice.ts'
import { CancelLayout } from './cancel-layout.tsx'
import { hasWaitlist, Waitlisted } from './choice-cards.tsx'
import { contextOf, hasPaid, type PageContext, type TrackingPageInput } from './context.ts'
import { Items } from './items.tsx'
import { finish } from './layout.tsx'
import type { Page } from './page.ts'
import { shortTitle } from './short-title.ts'

/** `order` is as it stands after the act; `decision` is what the press did. */
export type CancelledInput = TrackingPageInput & {
  decision: {
    made: LineQuantity[]
    requested: LineQuantity[]
    /** Wished as well, and gone before the press: the package wins, and its reader is told. */
    crossed?: LineQuantity[]
  }
}
type LineQuantity = Omit<CancelDecision['made'][number], 'total'>
type Done = { made: Item[]; requested: Item[]; crossed: Item[] }

/**
 * The answer to the press. A second press finds nothing more to do and is answered like the first:
 * by the request that stands, or by the shopper's last cancellation.
 */
export function cancelledPage(input: CancelledInput): Page {
  const context = contextOf(input)
  const { order, merchant, words, links } = context
  const done = doneBy(order, input.decision)
  const { title, text, refund } = answerTo(done, context)
  const isPaid = hasPaid(order)
  const isMixed = done.made.length > 0 && done.requested.length > 0
  const isDone = done.made.length + done.requested.length > 0
  return finish(
    <CancelLayout title={title} context={context}>
      <h1 class={isDone ? 'did' : undefined} dir="auto">
        {title}
      </h1>
      <p class="next">
        {text} {isPaid && !isMixed && refund}
      </p>
      <Listed heading={words.cancel.madeHeading} items={done.made} context={context}>
        {isMixed && isPaid && <p>{refund}</p>}
      </Listed>
      <Listed heading={words.cancel.requestedHeading} items={done.requested} context={context}>
        {isMixed && <AskedBeside items={done.requested} context={context} />}
      </Listed>
      <Crossed items={done.crossed} isAll={!isDone} context={context} />
      {(isDone || done.crossed.length === 0) && hasWaitlist(context) && (
        <section class="card">
          <Waitlisted context={context} />
        </section>
      )}
      <p class="actions">
        <a class="button main" href={links.self}>
          {words.cancel.back}
        </a>
      </p>
    </CancelLayout>,
    merchant,
  )
}

function doneBy(order: OrderState, decision: CancelledInput['decision']): Done {
  const made = itemsOf(order, decision.made)
  const requested = itemsOf(order, decision.requested)
  const crossed = itemsOf(order, decision.crossed ?? [])
  // What was cancelled at another time is no answer to who chose what has left.
  if (made.length + requested.length + crossed.length > 0) return { made, requested, crossed }
  const last = order.cancellations.findLast(({ by }) => by === 'shopper')
  return {
    made: itemsOf(order, last?.lines ?? []),
    requested: itemsOf(order, order.cancellationRequest?.lines ?? []),
    crossed: [],
  }
}

function answerTo(
  { made, requested, crossed }: Done,
  { order, merchant, words, reach }: PageContext,
) {
  const { cancel } = words
  const days = merchant.policy.refund_days
  if (made.length > 0) {
    const asked = requested.length > 0 ? ` ${cancel.requestedMore(countOf(requested))}` : ''
    return {
      title: cancel.done(madeObject(order, made)),
      text: `${cancel.doneText(reach)}${asked}`,
      refund: cancel.refund(days),
    }
  }
  if (requested.length > 0) {
    const isHere = isAnyHere(order, requested)
    const text = cancel.requestedText(reach, isHere)
    return { title: cancel.requested, text, refund: cancel.refundIfStopped(days, isHere) }
  }
  if (crossed.length > 0) {
    return { title: cancel.onItsWay(goneObject(crossed)), text: cancel.sendBack, refund: null }
  }
  if (isWaiting(order)) {
    // It is with us still: to say that it has shipped would be a lie.
    const { title, text } = order.cancellationDeclined
      ? { title: words.request.declined, text: words.request.declinedText }
      : words.notice.stale
    return { title, text, refund: null }
  }
  const text = orderedCount(order) > 0 ? cancel.nothingShipped : cancel.nothingCancelled
  return { title: cancel.nothing, text, refund: null }
}

/** After the act the lines have nothing open any more, so "the order" is told by what is left. */
function madeObject(order: OrderState, items: readonly Item[]) {
  const [only] = items
  if (only && items.length === 1) return partOf(only) ?? objectOf(order, items)
  if (orderedCount(order) === 0) return { kind: 'order' } as const
  return { kind: 'lines', count: countOf(items) } as const
}

function goneObject(items: readonly Item[]) {
  const [only] = items
  if (only && items.length === 1) {
    return partOf(only) ?? ({ kind: 'line', title: shortTitle(only.line.title) } as const)
  }
  return { kind: 'lines', count: countOf(items) } as const
}

/** Some of a line: "the mug is cancelled" would be said of the one that comes as well. */
function partOf({ line, quantity }: Item) {
  if (quantity >= line.quantity) return null
  const title = shortTitle(line.title)
  return title === null
    ? ({ kind: 'lines', count: quantity } as const)
    : ({ kind: 'part', title, count: quantity } as const)
}

type CrossedProps = { items: readonly Item[]; isAll: boolean; context: PageContext }

/** It had left before the press, and goes back as anything that came. */
function Crossed({ items, isAll, context }: CrossedProps) {
  if (items.length === 0) return null
  const { words, links } = context
  return (
    <section class="card">
      <h2>{words.cancel.crossedHeading}</h2>
      <Items items={items} words={words} />
      {!isAll && (
        <p dir="auto">
          {words.cancel.onItsWay(goneObject(items))} {words.cancel.sendBack}
        </p>
      )}
      <p class="actions">
        <a class="quiet" href={`${links.self}/inquiry`}>
          {words.inquiry.link}
        </a>
      </p>
    </section>
  )
}

/** Beside what was done by the same press: "until then it may still ship" is true of these alone. */
function AskedBeside({ items, context }: { items: readonly Item[]; context: PageContext }) {
  const { order, words, merchant, reach } = context
  const isHere = isAnyHere(order, items)
  const { requestedText, refundIfStopped } = words.cancel
  return (
    <p>
      {requestedText(reach, isHere)}{' '}
      {hasPaid(order) && refundIfStopped(merchant.policy.refund_days, isHere)}
    </p>
  )
}

type ListedProps = {
  heading: string
  items: readonly Item[]
  context: PageContext
  children?: Child
}

function Listed({ heading, items, context, children }: ListedProps) {
  if (items.length === 0) return null
  return (
    <section class="card">
      <h2>{heading}</h2>
      <Items items={items} words={context.words} />
      {children}
    </section>
  )
}
