import { isZero, type Money } from '../src/domain/money.ts'
import type { Line, OrderState, SubstituteOption } from '../src/domain/order.ts'
import { waitingQuantity } from '../src/domain/order.ts'
import { openSubstitutes } from '../src/domain/substitute.ts'
import { formatMoney } from '../src/render/money.ts'
import { CancelAction } from './cancel-action.tsx'
import { CancelLayout } from './cancel-layout.tsx'
import { DelayCards } from './consent-card.tsx'
import { contextOf, type PageContext, type TrackingPageInput } from './context.ts'
import { Picture } from './items.tsx'
import { finish } from './layout.tsx'
import type { Page } from './page.ts'
import { shortTitle } from './short-title.ts'
import { nothingPage, stalePage } from './stale-page.tsx'

type Offer = OrderState['substitutes'][number]

/**
 * `GET /t/{token}/substitute`: what may be had instead, each with its price beside and one button. Where
 * a delay of it waits for an answer, "keep waiting" is that answer: who only went on would be cancelled.
 */
export function substitutePage(input: TrackingPageInput): Page {
  const context = contextOf(input)
  const { order, merchant, words, links } = context
  const { substitute } = words.choices
  const offers = openSubstitutes(order)
  const [first] = offers
  if (!first) return nothingPage(input)
  const lines = offers.map(({ lineId }) => lineId)
  const delays = (context.offers ?? []).filter(({ clock }) => lines.includes(clock.lineId))
  const heading =
    offers.length === 1
      ? substitute.heading(shortTitle(lineOf(order, first)?.title))
      : substitute.headingSeveral
  return finish(
    <CancelLayout title={heading} context={context}>
      <h1 dir="auto">{heading}</h1>
      <p class="next">{delays.length > 0 ? substitute.textAsked : substitute.text}</p>
      {offers.map((offer) => (
        <OfferCard
          offer={offer}
          several={offers.length > 1}
          isAsked={delays.some(({ clock }) => clock.lineId === offer.lineId)}
          context={context}
        />
      ))}
      <DelayCards context={{ ...context, offers: delays }} />
      <p class="actions">
        <a class="button" href={links.self}>
          {delays.length > 0 ? words.toOrder : substitute.keep}
        </a>
      </p>
    </CancelLayout>,
    merchant,
    { hasForm: true },
  )
}

/** The answer to the press: what was taken of this offer. */
export function substitutedPage(input: TrackingPageInput & { offer: string }): Page {
  const context = contextOf(input)
  const { order, merchant, words, links } = context
  const { substitute } = words.choices
  const offer = order.substitutes.find(({ eventId }) => eventId === input.offer)
  const option = offer?.options.find(({ sku }) => sku === offer.chosen?.sku)
  if (!offer || !option) return stalePage(input)
  const title = substitute.done(shortTitle(option.title))
  return finish(
    <CancelLayout title={title} context={context}>
      <h1 class="did" dir="auto">
        {title}
      </h1>
      <p class="next" dir="auto">
        {substitute.doneText(shortTitle(lineOf(order, offer)?.title))}
      </p>
      <p class="actions">
        {openSubstitutes(order).length > 0 && (
          <a class="button" href={`${links.self}/substitute`}>
            {substitute.more}
          </a>
        )}
        <a class="button main" href={links.self}>
          {words.toOrder}
        </a>
      </p>
    </CancelLayout>,
    merchant,
  )
}

type OfferCardProps = {
  offer: Offer
  several: boolean
  /** Its delay waits for an answer, below: there it can be cancelled too. */
  isAsked: boolean
  context: PageContext
}

function OfferCard({ offer, several, isAsked, context }: OfferCardProps) {
  const { order, words, links } = context
  const { substitute } = words.choices
  const line = lineOf(order, offer)
  if (!line) return null
  const isOnly = !several && offer.options.length === 1
  return (
    <section class="card">
      {several && <h2 dir="auto">{substitute.instead(line.title)}</h2>}
      <ul class="options">
        {offer.options.map((option) => (
          <li>
            {option.picture && <Picture line={option} />}
            <p dir="auto">
              <strong>{option.title}</strong>
              <Price option={option} line={line} context={context} />
            </p>
            <form method="post" action={`${links.self}/substitute`}>
              <input type="hidden" name="offer" value={offer.eventId} />
              <input type="hidden" name="sku" value={option.sku} />
              <button type="submit" class={isOnly ? undefined : 'button'}>
                {substitute.action(shortTitle(option.title))}
              </button>
            </form>
          </li>
        ))}
      </ul>
      {!isAsked && (
        <CancelAction
          items={[{ line, quantity: waitingQuantity(line) }]}
          waiting
          context={context}
        />
      )}
    </section>
  )
}

type PriceProps = { option: SubstituteOption; line: Line; context: PageContext }

/** Said where it is known, also that it is the same: who must ask does not press. */
function Price({ option, line, context }: PriceProps) {
  const { words, locale } = context
  if (!option.priceDifference) return null
  const each = waitingQuantity(line) > 1
  return (
    <span class="soft num">
      {' '}
      {words.choices.substitute.price(priceOf(option.priceDifference, locale), each)}
    </span>
  )
}

function priceOf(difference: Money, locale: string) {
  if (isZero(difference)) return { kind: 'same' } as const
  const isLess = difference.amount.startsWith('-')
  const amount = formatMoney({ ...difference, amount: difference.amount.replace('-', '') }, locale)
  return { kind: isLess ? 'less' : 'more', amount } as const
}

const lineOf = (order: OrderState, { lineId }: Offer) => order.lines.find(({ id }) => id === lineId)
