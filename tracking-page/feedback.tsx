import { mayRate, SCORES } from '../src/domain/feedback.ts'
import { CancelLayout } from './cancel-layout.tsx'
import { contextOf, type PageContext, type TrackingPageInput } from './context.ts'
import { finish } from './layout.tsx'
import type { Page } from './page.ts'
import { nothingPage } from './stale-page.tsx'

/** `GET /t/{token}/feedback`: one question and five buttons; once answered, the answer. */
export function feedbackPage(input: TrackingPageInput): Page {
  const context = contextOf(input)
  const { order, merchant, words, links } = context
  const { feedback } = words
  if (!order.feedback && !mayRate(order)) return nothingPage(input)
  const title = order.feedback ? feedback.thanks : feedback.question
  return finish(
    <CancelLayout title={title} context={context}>
      <h1 class={order.feedback ? 'did' : undefined}>{title}</h1>
      {order.feedback ? (
        <p class="next">{feedback.given(order.feedback.score)}</p>
      ) : (
        <div class="card">
          <Question context={context} />
        </div>
      )}
      <p class="actions">
        <a class={order.feedback ? 'button main' : 'button'} href={links.self}>
          {words.toOrder}
        </a>
      </p>
    </CancelLayout>,
    merchant,
    { hasForm: !order.feedback },
  )
}

/** On the order's page: the question, then what was answered. */
export function FeedbackCard({ context }: { context: PageContext }) {
  const { order, words } = context
  const { feedback } = words
  if (order.feedback) {
    return (
      <section class="card" data-part="feedback">
        <h2>{feedback.thanks}</h2>
        <p>{feedback.given(order.feedback.score)}</p>
      </section>
    )
  }
  if (!mayRate(order)) return null
  return (
    <section class="card" data-part="feedback">
      <h2>{feedback.question}</h2>
      <Question context={context} />
    </section>
  )
}

function Question({ context }: { context: PageContext }) {
  const { words, links } = context
  const { feedback } = words
  return (
    <form method="post" action={`${links.self}/feedback`}>
      <p>{feedback.scale}</p>
      <p class="scores">
        {SCORES.map((score) => (
          <button type="submit" class="button" name="score" value={score}>
            {score}
            <span class="away">, {feedback.label[score]}</span>
          </button>
        ))}
      </p>
    </form>
  )
}
