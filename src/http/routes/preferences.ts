import { type Context, Hono } from 'hono'
import { knownNotice, type Page, preferencesPage, textState } from '../../../tracking-page/index.ts'
import { isNewsTopic, type NewsTopic } from '../../domain/optional-news.ts'
import { newsOffOf } from '../../operations/news-stops.ts'
import type { Services } from '../../operations/services.ts'
import { setPreferences } from '../../operations/set-preferences.ts'
import { readForm } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { isForeignOrigin } from '../own-origin.ts'
import { answerPage, showNotice } from '../pages.ts'
import { type View, viewOf } from '../tracking-view.ts'

const FORM_MAX_BYTES = 16_384

/** What the shopper wants to hear of an order. */
export function preferenceRoutes(services: Services) {
  const show = async (view: View, saved = false): Promise<Page> => {
    const newsOff = await newsOffOf(services.read, view.merchant.id, view.contact)
    return preferencesPage({ ...view, newsOff, saved })
  }
  const routes = new Hono<HttpEnv>()
  routes.onError(showNotice(services))
  return routes
    .get('/t/:token/preferences', async (c) => answerPage(c, await show(await viewOf(services, c))))
    .post('/t/:token/preferences', (c) => press(services, c, show))
}

type Show = (view: View, saved?: boolean) => Promise<Page>

async function press(services: Services, c: Context<HttpEnv>, show: Show) {
  if (isForeignOrigin(c, services.baseUrl))
    return answerPage(c, knownNotice('forbidden', { merchant: null }))

  const form = await readForm(c, FORM_MAX_BYTES)
  const view = await viewOf(services, c)
  const shown = form.getAll('shown')
  // An empty form would turn everything off; what was not shown was not chosen.
  if (shown.length === 0) return answerPage(c, { ...(await show(view)), status: 422 })

  // Nothing rather than a part: "Saved" would be read as all of it. The page says what it asks for.
  if (wantsLockedTexts(view, shown, form))
    return answerPage(c, { ...(await show(view)), status: 422 })

  const before = await newsOffOf(services.read, view.merchant.id, view.contact)
  const contact = await setPreferences(services, view.merchant, view.order.orderId, {
    texts: shown.includes('texts') ? form.get('texts') === 'on' : null,
    newsOff: newsOffAfter(before, shown.filter(isNewsTopic), form.getAll('news')),
  })
  return answerPage(c, await show({ ...view, contact }, true))
}

/** Off is for whoever holds the link; on is a consent, and asks for more than that. */
const wantsLockedTexts = (view: View, shown: readonly string[], form: URLSearchParams) =>
  shown.includes('texts') && form.get('texts') === 'on' && textState(view) === 'locked'

const newsOffAfter = (
  before: readonly NewsTopic[],
  shown: readonly NewsTopic[],
  on: readonly string[],
): NewsTopic[] => [
  ...before.filter((topic) => !shown.includes(topic)),
  ...shown.filter((topic) => !on.includes(topic)),
]
