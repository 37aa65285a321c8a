import { contextOf, type TrackingPageInput } from './context.ts'
import { noticePage } from './notice-page.tsx'
import type { Page } from './page.ts'

/** Where no day lies ahead there is no file, and that is said as a page, for it was a link. */
export function noCalendarPage(input: TrackingPageInput): Page {
  const { words, merchant, links, locale } = contextOf(input)
  return noticePage({
    title: words.calendar.none,
    text: words.calendar.noneText,
    merchant,
    locale,
    logo: links.logo,
    status: 404,
    action: { label: words.toOrder, href: links.self },
  })
}
