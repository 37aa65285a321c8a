import type { HeldEnd } from '../domain/attention.ts'
import type { SupportView } from '../operations/console-types.ts'
import { REASON_MAX } from './cancel-page.tsx'
import { listLines, listTitles, namesOf } from './describe-lines.ts'
import { Head, Page } from './layout.tsx'
import { Asked, type CancellationRequest, Held } from './order-attention.tsx'
import { Empty } from './parts.tsx'
import { answerPath, orderPath } from './paths.ts'
import { type Place, readingOf } from './place.ts'

type AnswerPageProps = { place: Place; view: SupportView; fault: string | null }

/** The step before an answer: what each of them does, and nothing is done by coming here. */
export const AnswerPage = ({ place, view, fault }: AnswerPageProps) => {
  const { slug } = place.merchant
  const { order, attention } = view
  const { cancellationRequest: request } = order
  const number = order.orderNumber || order.orderId
  const props = { slug, view, place }
  return (
    <Page place={place} under="orders" title={`Answer ${number}`}>
      <Head
        title={`Order ${number} waits for an answer`}
        up={{ href: orderPath(slug, order.orderId), name: number }}
      />
      {fault && (
        <p class="notice bad" role="alert">
          {fault}
        </p>
      )}
      {request ? (
        <RequestForm {...props} request={request} />
      ) : attention.heldEnd ? (
        <EndForm {...props} end={attention.heldEnd} />
      ) : (
        <Empty title="Nothing waits for an answer any more.">
          It was answered, has shipped, or was cancelled meanwhile.{' '}
          <a href={orderPath(slug, order.orderId)}>Back to the order</a>
        </Empty>
      )}
    </Page>
  )
}

type FormProps = { slug: string; view: SupportView; place: Place }

const RequestForm = ({
  slug,
  view,
  place,
  request,
}: FormProps & { request: CancellationRequest }) => {
  const { order } = view
  const asked = listLines(request.lines, namesOf(order.lines))
  return (
    <form class="form" method="post" action={answerPath(slug, order.orderId)}>
      <p>
        <Asked order={order} request={request} reading={readingOf(place.merchant)} />
      </p>
      <input type="hidden" name="about" value={request.eventId} />
      <fieldset>
        <legend>Your answer</legend>
        <Choice
          answer="accept"
          title={`Yes, cancel ${asked}`}
          what="The customer is told that it is cancelled, and by when the money is back."
        />
        <Choice
          answer="decline"
          title="No, it ships as it is"
          what="The customer is told so, with your reason in your words."
        />
      </fieldset>
      <label for="reason">Reason for a no, as the customer reads it</label>
      <input id="reason" name="reason" maxlength={REASON_MAX} autocomplete="off" />
      <p class="hint">For example: it is packed already. It goes with a no only.</p>
      <Buttons back={orderPath(slug, order.orderId)} />
    </form>
  )
}

const EndForm = ({ slug, view, place, end }: FormProps & { end: HeldEnd }) => {
  const { order } = view
  const names = namesOf(order.lines)
  return (
    <form class="form" method="post" action={answerPath(slug, order.orderId)}>
      <p>
        <Held order={order} end={end} reading={readingOf(place.merchant)} />
      </p>
      <input type="hidden" name="about" value="end" />
      <fieldset>
        <legend>What becomes of it</legend>
        <Choice
          answer="accept"
          title={`It ends: cancel ${listLines(end.lines, names)}`}
          what="The customer is told that it is cancelled, and by when the money is back."
        />
        {end.keepable.length > 0 && (
          <Choice
            answer="keep"
            title={`The customer agreed to keep waiting for ${listTitles(end.keepable, names)}`}
            what="Recorded as their yes to the delay, given to you. Only where they said so."
          />
        )}
      </fieldset>
      <p class="hint">
        {end.keepable.length === 0 &&
          'No offer stands open that the customer could still agree to. '}
        Once it ships, send the shipment: then there is nothing left to decide. What has not shipped
        by its day, and was not agreed to, is owed back (16 CFR 435.2).
      </p>
      <Buttons back={orderPath(slug, order.orderId)} />
    </form>
  )
}

const Buttons = ({ back }: { back: string }) => (
  <p class="buttons">
    <button type="submit" class="main">
      Record the answer
    </button>
    <a class="button" href={back}>
      Not now
    </a>
  </p>
)

type ChoiceProps = { answer: string; title: string; what: string }

/** None is chosen beforehand: a key pressed too soon must not cancel an order. */
const Choice = ({ answer, title, what }: ChoiceProps) => (
  <label class="choice">
    <input type="radio" name="answer" value={answer} required />
    <span>
      <span class="strong">{title}</span> <span class="hint">{what}</span>
    </span>
  </label>
)
