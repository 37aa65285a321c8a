import type { Line } from '../src/domain/order.ts'
import { joinableLines, listedLines } from '../src/domain/waitlist.ts'
import type { Item } from '../src/render/page.ts'
import { CancelLayout } from './cancel-layout.tsx'
import { contextOf, type TrackingPageInput } from './context.ts'
import { Items } from './items.tsx'
import { finish } from './layout.tsx'
import type { Page } from './page.ts'
import { nothingPage } from './stale-page.tsx'

/** `GET /t/{token}/waitlist`: what was cancelled and may be heard of again. */
export function waitlistPage(input: TrackingPageInput): Page {
  const context = contextOf(input)
  const { order, merchant, words, links, reach } = context
  const { waitlist } = words.choices
  const joinable = joinableLines(order)
  if (joinable.length === 0 || reach === 'page') return listedPage(input)
  return finish(
    <CancelLayout title={waitlist.heading} context={context}>
      <h1>{waitlist.heading}</h1>
      <p class="next">{waitlist.text(reach)}</p>
      <section class="card">
        <Items items={itemsOf(joinable)} words={words} />
        <form method="post" action={`${links.self}/waitlist`}>
          <p class="actions">
            <button type="submit">{waitlist.action}</button>
            <a class="button" href={links.self}>
              {words.toOrder}
            </a>
          </p>
        </form>
      </section>
    </CancelLayout>,
    merchant,
    { hasForm: true },
  )
}

/** The answer to the press, and to a second one. */
export function listedPage(input: TrackingPageInput): Page {
  const context = contextOf(input)
  const { order, merchant, words, links, reach } = context
  const { waitlist } = words.choices
  const listed = listedLines(order)
  if (listed.length === 0) return nothingPage(input)
  return finish(
    <CancelLayout title={waitlist.done} context={context}>
      <h1 class="did">{waitlist.done}</h1>
      {reach !== 'page' && <p class="next">{waitlist.doneText(reach)}</p>}
      <section class="card">
        <Items items={itemsOf(listed)} words={words} />
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

const itemsOf = (lines: readonly Line[]): Item[] =>
  lines.map((line) => ({ line, quantity: Math.max(1, line.cancelled) }))
