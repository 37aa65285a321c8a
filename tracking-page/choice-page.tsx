import { waitingLines, waitingQuantity } from '../src/domain/order.ts'
import { openSubstitutes } from '../src/domain/substitute.ts'
import { dayIn } from '../src/render/dates.ts'
import type { Item } from '../src/render/page.ts'
import { CancelAction } from './cancel-action.tsx'
import { CancelLayout } from './cancel-layout.tsx'
import { consentPage } from './consent-page.tsx'
import { contextOf, type PageContext, shortDay, type TrackingPageInput } from './context.ts'
import { Items } from './items.tsx'
import { finish } from './layout.tsx'
import type { Page } from './page.ts'
import { nothingPage } from './stale-page.tsx'

/**
 * `GET /t/{token}/choice`: it has waited long; keep, swap or cancel, each in its own words. A delay that
 * was offered since takes its place: "keep waiting" has to be the answer to that.
 */
export function choicePage(input: TrackingPageInput): Page {
  if (input.offers && input.offers.length > 0) return consentPage(input)
  const context = contextOf(input)
  const { order, merchant, words, links, readerZone } = context
  const { choice, substitute } = words.choices
  const items = waitingItems(context)
  if (items.length === 0) return nothingPage(input)
  const placed = shortDay(dayIn(order.placed?.at ?? input.now, readerZone), context)
  return finish(
    <CancelLayout title={choice.heading} context={context}>
      <h1>{choice.heading}</h1>
      <p class="next">{choice.text(placed)}</p>
      <section class="card">
        <Items items={items} words={words} />
        <form method="post" action={`${links.self}/choice`}>
          <p class="actions">
            <input type="hidden" name="answer" value="keep" />
            <button type="submit">{choice.keep}</button>
            {openSubstitutes(order).length > 0 && (
              <a class="button" href={`${links.self}/substitute`}>
                {substitute.link}
              </a>
            )}
          </p>
        </form>
        <CancelAction items={items} waiting context={context} />
      </section>
    </CancelLayout>,
    merchant,
    { hasForm: true },
  )
}

/** The answer to "keep waiting": when it is asked again, and that the way out stays open. */
export function keptPage(input: TrackingPageInput & { asksAgainAt: string | null }): Page {
  const context = contextOf(input)
  const { merchant, words, links, readerZone, reach } = context
  const { choice } = words.choices
  const { asksAgainAt: at } = input
  const day = at ? shortDay(dayIn(at, readerZone), context) : null
  return finish(
    <CancelLayout title={choice.kept} context={context}>
      <h1 class="did">{choice.kept}</h1>
      <p class="next">{choice.keptText(reach, day)}</p>
      <section class="card">
        <Items items={waitingItems(context)} words={words} />
        <p class="actions">
          <a class="button main" href={links.self}>
            {words.toOrder}
          </a>
        </p>
      </section>
    </CancelLayout>,
    merchant,
  )
}

const waitingItems = ({ order }: PageContext): Item[] =>
  waitingLines(order).map((line) => ({ line, quantity: waitingQuantity(line) }))
