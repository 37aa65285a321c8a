import { deliveryView } from '../src/domain/delivery-range.ts'
import { summarize } from '../src/render/summary.ts'
import { CancelLayout } from './cancel-layout.tsx'
import { contextOf, joinWeekdays, type TrackingPageInput } from './context.ts'
import { finish } from './layout.tsx'
import type { Page } from './page.ts'

/**
 * The answer to a press on what is over: nothing was done, and where the order stands instead. Only
 * "conflict" would leave its reader to find out whether the press had counted.
 */
export const stalePage = (input: TrackingPageInput): Page =>
  standingPage(input, { notice: 'stale', status: 409 })

/** Where a page is opened that asks nothing, or nothing any more: nobody pressed, and nothing changed. */
export const nothingPage = (input: TrackingPageInput): Page =>
  standingPage(input, { notice: 'nothing', status: 200 })

type Standing = { notice: 'stale' | 'nothing'; status: 200 | 409 }

function standingPage(input: TrackingPageInput, { notice, status }: Standing): Page {
  const context = contextOf(input)
  const { order, merchant, words, links, locale, now, zone, readerZone } = context
  const { title, text } = words.notice[notice]
  const delivery = deliveryView(merchant, context.contact, now)
  const view = { now, zone, readerZone, split: merchant.policy.split, delivery }
  return finish(
    <CancelLayout title={title} context={context}>
      <h1>{title}</h1>
      <p class="next">{text}</p>
      <section class="card">
        <p dir="auto">{joinWeekdays(summarize(order, { ...view, locale }))}</p>
        <p class="actions">
          <a class="button main" href={links.self}>
            {words.toOrder}
          </a>
        </p>
      </section>
    </CancelLayout>,
    merchant,
    { status },
  )
}
