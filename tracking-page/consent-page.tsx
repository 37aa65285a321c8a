import type { OpenOffer } from '../src/domain/delay-answer.ts'
import { CancelLayout } from './cancel-layout.tsx'
import { Substitutes } from './choice-cards.tsx'
import { groupOffers, Offer, offeredItems } from './consent-card.tsx'
import { contextOf, shortDay, type TrackingPageInput } from './context.ts'
import { Items } from './items.tsx'
import { finish } from './layout.tsx'
import type { Page } from './page.ts'
import { nothingPage, stalePage } from './stale-page.tsx'

/**
 * `GET /t/{token}/consent`: what is offered, and what each answer means. One press gives it. With
 * `isOver` it is the answer to a press on an offer that no longer stands: nothing was done, and this
 * is what is offered now.
 */
export function consentPage(input: TrackingPageInput, { isOver = false } = {}): Page {
  const context = contextOf(input)
  const { order, merchant, offers = [] } = context
  const { consent } = context.words
  if (offers.length === 0) return isOver ? stalePage(input) : nothingPage(input)
  return finish(
    <CancelLayout title={consent.heading} context={context}>
      <h1>{consent.heading}</h1>
      {isOver && <p class="next">{consent.over}</p>}
      {groupOffers(offers).map((group) => (
        <section class="card">
          <Offer offers={group} isExplained context={context} />
          <Substitutes items={offeredItems(order, group)} context={context} />
        </section>
      ))}
    </CancelLayout>,
    merchant,
    { hasForm: true, status: isOver ? 409 : 200 },
  )
}

/** The answer to "keep waiting", and to a second press of it; `agreed` is what now holds. */
export function consentedPage(input: TrackingPageInput & { agreed: readonly OpenOffer[] }): Page {
  const context = contextOf(input)
  const { order, merchant, words, links, reach } = context
  const { consent } = words
  return finish(
    <CancelLayout title={consent.kept} context={context}>
      <h1 class="did">{consent.kept}</h1>
      <p class="next">{consent.keptText(reach)}</p>
      {groupOffers(input.agreed).map((group) => (
        <section class="card">
          <Items items={offeredItems(order, group)} words={words} />
          <p>
            {group[0]?.offer.revisedOn
              ? capital(words.waiting.shipsBy(shortDay(group[0].offer.revisedOn, context)))
              : consent.undated}
          </p>
        </section>
      ))}
      <p class="actions">
        <a class="button main" href={links.self}>
          {words.toOrder}
        </a>
      </p>
    </CancelLayout>,
    merchant,
  )
}

/** Said in a title's second half elsewhere, and here on a line of its own. */
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
