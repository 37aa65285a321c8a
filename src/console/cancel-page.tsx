import { type Line, openQuantity, waitingQuantity } from '../domain/order.ts'
import type { SupportView } from '../operations/console-types.ts'
import { Head, Page } from './layout.tsx'
import { Asked } from './order-attention.tsx'
import { Empty } from './parts.tsx'
import { answerPath, cancelPath, orderPath } from './paths.ts'
import { type Place, readingOf } from './place.ts'

export const REASON_MAX = 500

type CancelPageProps = { place: Place; view: SupportView; fault: string | null }

/** The step before a cancellation: what would go, in quantities, and nothing is done by coming here. */
export const CancelPage = ({ place, view, fault }: CancelPageProps) => {
  const { slug } = place.merchant
  const { order } = view
  const open = list(order.lines, openQuantity)
  return (
    <Page place={place} under="orders" title={`Cancel ${order.orderNumber}`}>
      <Head
        title={`Cancel order ${order.orderNumber}`}
        up={{ href: orderPath(slug, order.orderId), name: order.orderNumber }}
      />
      {fault && (
        <p class="notice bad" role="alert">
          {fault}
        </p>
      )}
      {order.cancellationRequest && (
        <p class="notice">
          <Asked
            order={order}
            request={order.cancellationRequest}
            reading={readingOf(place.merchant)}
          />{' '}
          <a href={answerPath(slug, order.orderId)}>Answer the request</a>
        </p>
      )}
      {open === null ? (
        <Empty title="Nothing can be cancelled any more.">
          Everything has shipped or is cancelled.{' '}
          <a href={orderPath(slug, order.orderId)}>Back to the order</a>
        </Empty>
      ) : (
        <CancelForm slug={slug} view={view} open={open} />
      )}
    </Page>
  )
}

type FormProps = { slug: string; view: SupportView; open: string }

const CancelForm = ({ slug, view, open }: FormProps) => {
  const { order } = view
  const waiting = list(order.lines, waitingQuantity)
  const choosesWaiting = waiting !== null && waiting !== open
  return (
    <form class="form" method="post" action={cancelPath(slug, order.orderId)}>
      <fieldset>
        <legend>What is cancelled</legend>
        {choosesWaiting && (
          <Choice scope="waiting" isChosen title="Only what waits for stock" what={waiting} />
        )}
        <Choice
          scope="all"
          isChosen={!choosesWaiting}
          title="All that has not shipped"
          what={open}
        />
      </fieldset>
      <label for="reason">Reason, if one was given</label>
      <input id="reason" name="reason" maxlength={REASON_MAX} autocomplete="off" />
      <p class="hint">The customer is told at once.</p>
      <p class="buttons">
        <button type="submit" class="main">
          Cancel these items
        </button>
        <a class="button" href={orderPath(slug, order.orderId)}>
          Keep the order
        </a>
      </p>
    </form>
  )
}

type ChoiceProps = { scope: string; isChosen: boolean; title: string; what: string }

const Choice = ({ scope, isChosen, title, what }: ChoiceProps) => (
  <label class="choice">
    <input type="radio" name="scope" value={scope} checked={isChosen} />
    <span>
      <span class="strong">{title}</span> <span class="hint">{what}</span>
    </span>
  </label>
)

/** "1 × Widget Pro, 2 × Cable", or null where no line has any. */
function list(lines: Line[], quantityOf: (line: Line) => number) {
  const all = lines.filter((line) => quantityOf(line) > 0)
  return all.map((line) => `${quantityOf(line)} × ${line.title}`).join(', ') || null
}
