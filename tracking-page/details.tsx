import type { Child } from 'hono/jsx'
import { mayChooseSplit } from '../src/domain/split.ts'
import { dayIn, formatDay } from '../src/render/dates.ts'
import { formatMoney } from '../src/render/money.ts'
import { type Card, isOpenCard } from '../src/render/page.ts'
import { hasCalendarEntries } from './calendar-entries.ts'
import { CancelAction } from './cancel-action.tsx'
import { chosenItems } from './cancel-choice.ts'
import { type PageContext, shortDay } from './context.ts'
import { mayReveal } from './postcode-page.tsx'
import { addressLines, destinationOf, maskEmail } from './privacy.ts'

/**
 * What the order is, beside where it stands. A link gets forwarded: the full address and the full
 * e-mail address are shown only to who gave the postcode.
 */
export function Details({ context, cards }: { context: PageContext; cards: readonly Card[] }) {
  const { order, contact, merchant, words, locale, readerZone } = context
  const { details } = words
  const to = context.isRevealed ? addressLines(contact, locale) : [destinationOf(contact) ?? '']
  const email = contact.email && (context.isRevealed ? contact.email : maskEmail(contact.email))
  const waits = cards.filter((card) => card.kind === 'waiting' || card.kind === 'preparing')
  const open = chosenItems(order, { scope: 'all', lines: [] })
  const isAsked = mayChooseSplit(order, merchant.policy) // then a card of its own says it
  const isSplit = !isAsked && waits.length > 0 && cards.filter(isOpenCard).length > 1
  return (
    <section class="details" id="details" data-part="details">
      <h2>{details.heading}</h2>
      <dl>
        <Row name={details.number}>
          <bdi>{order.orderNumber}</bdi>
        </Row>
        {order.placed && (
          <Row name={details.placed}>
            {formatDay(dayIn(order.placed.at, readerZone), locale, 'full')}
          </Row>
        )}
        {to[0] && (
          <Row name={details.to}>
            {to.map((line) => (
              <span class="row">{line}</span>
            ))}
          </Row>
        )}
        {email && <Row name={details.updates}>{email}</Row>}
        {isSplit && (
          <Row name={details.how}>{details.split[order.split ?? merchant.policy.split]}</Row>
        )}
        {order.refunds.map(({ amount, at }) => (
          <Row name={details.refunded}>
            {details.refundedOn(
              formatMoney(amount, locale),
              shortDay(dayIn(at, readerZone), context),
            )}
          </Row>
        ))}
      </dl>
      {context.isRevealed && <p class="soft">{words.reveal.shown}</p>}
      <ul class="inline">
        {mayReveal(context) && (
          <li>
            <a href={`${context.links.self}/postcode`}>{words.reveal.link}</a>
          </li>
        )}
        {hasCalendarEntries(cards) && (
          <li>
            <a href={`${context.links.self}/calendar.ics`}>{words.calendar.link}</a>
          </li>
        )}
        <li>
          <a href={`${context.links.self}/preferences`}>{words.preferences.link}</a>
        </li>
        <li>
          <button type="button" class="text" data-print>
            {details.print}
          </button>
        </li>
      </ul>
      {waits.length > 1 && open.length > 1 && <CancelAction items={open} context={context} />}
    </section>
  )
}

function Row({ name, children }: { name: string; children?: Child }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  )
}
