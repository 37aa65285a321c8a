import { isWaiting, openQuantity } from '../src/domain/order.ts'
import { dayIn } from '../src/render/dates.ts'
import { isAnyHere, itemsOf } from './cancel-choice.ts'
import { type PageContext, shortDay } from './context.ts'
import { Items } from './items.tsx'

/** A wish to cancel that the merchant has still to answer: said before all else. */
export function Requested({ context }: { context: PageContext }) {
  const { order, words, readerZone, reach } = context
  const request = order.cancellationRequest
  // What shipped before it was asked, and was heard of after, leaves nothing to be answered.
  const isOpen = order.lines.some(
    (line) => openQuantity(line) > 0 && request?.lines.some(({ id }) => id === line.id),
  )
  if (!request || !isOpen) return null
  const items = itemsOf(order, request.lines)
  return (
    <section class="card" data-part="asked">
      <h2>
        {words.request.name}{' '}
        <span class="when">
          {words.request.on(shortDay(dayIn(request.at, readerZone), context))}
        </span>
      </h2>
      <Items items={items} words={words} />
      <p>{words.request.text(reach, isAnyHere(order, items))}</p>
    </section>
  )
}

/** The answer no, for as long as it explains why something still comes. */
export function Answered({ context }: { context: PageContext }) {
  const { order, words, links, readerZone } = context
  const answer = order.cancellationDeclined
  if (!answer || order.cancellationRequest || !isWaiting(order)) return null
  return (
    <section class="card" data-part="answered">
      <h2>
        {words.request.declined}{' '}
        <span class="when">{shortDay(dayIn(answer.at, readerZone), context)}</span>
      </h2>
      <p>{words.request.declinedText}</p>
      {answer.reason && <p dir="auto">{answer.reason}</p>}
      <p class="actions">
        <a class="quiet" href={`${links.self}/inquiry`}>
          {words.inquiry.link}
        </a>
      </p>
    </section>
  )
}
