import { Hono } from 'hono'
import { calendarFile, noCalendarPage } from '../../../tracking-page/index.ts'
import type { Services } from '../../operations/services.ts'
import type { HttpEnv } from '../http-env.ts'
import { answerPage, showNotice } from '../pages.ts'
import { viewOf } from '../tracking-view.ts'

/** The days of an order for the shopper's own calendar. */
export function calendarRoutes(services: Services) {
  const routes = new Hono<HttpEnv>()
  routes.onError(showNotice(services))
  return routes.get('/t/:token/calendar.ics', async (c) => {
    const view = await viewOf(services, c)
    const file = calendarFile(view)
    if (!file) return answerPage(c, noCalendarPage(view))
    return c.body(file.text, 200, {
      'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow',
    })
  })
}
