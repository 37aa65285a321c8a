import type { Context, MiddlewareHandler } from 'hono'
import { VIEWED_PAGES, type ViewedPage, type VisitWay } from '../domain/page-view.ts'
import { hashKey } from '../lib/crypto.ts'
import type { PageViewLog } from '../operations/note-page-views.ts'
import { browserOf } from './browser-family.ts'
import type { HttpEnv } from './http-env.ts'

/**
 * Notes that a person opened a page of an order, behind its answer. Not noted: what no browser
 * asks for (robots, previews, mail scanners that say so), what is fetched ahead or by the open page
 * itself, and who asks not to be tracked.
 */
export function pageViews(views: PageViewLog | undefined): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    const opened = c.get('opened')
    if (!views || !opened?.merchant.policy.page_views) return
    const page = pageOf(c)
    const client = c.req.method === 'GET' && isShown(c) && isVisit(c) ? clientOf(c) : null
    if (page === null || client === null) return
    views.note({
      merchantId: opened.merchant.id,
      orderId: opened.orderId,
      linkHash: hashKey(opened.token),
      at: opened.now,
      page,
      client,
      way: WAYS[c.req.header('sec-fetch-site') ?? ''] ?? null,
      postcodeGiven: opened.isRevealed,
    })
  }
}

function pageOf(c: Context): ViewedPage | null {
  const [, , , page = 'order', ...deeper] = c.req.path.split('/')
  if (deeper.length > 0) return null
  return VIEWED_PAGES.find((one) => one === page) ?? null
}

const isShown = ({ res }: Context) =>
  res.status === 200 && (res.headers.get('content-type') ?? '').startsWith('text/html')

/** Browsers of before 2023, and any over plain http, send no Sec-Fetch-*: they are taken as they are. */
function isVisit(c: Context): boolean {
  const is = (name: string, wanted: string) => [undefined, wanted].includes(c.req.header(name))
  return (
    is('sec-fetch-mode', 'navigate') &&
    is('sec-fetch-dest', 'document') &&
    !AHEAD.some((name) => c.req.header(name)) &&
    c.req.header('dnt') !== '1' &&
    c.req.header('sec-gpc') !== '1'
  )
}

/** What fetches a page before anybody asked for it says so in one of these. */
const AHEAD = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']

const clientOf = (c: Context) => browserOf(c.req.header('user-agent') ?? '')

const WAYS: Readonly<Record<string, VisitWay>> = {
  none: 'direct',
  'cross-site': 'other_site',
  'same-site': 'other_site',
  'same-origin': 'our_page',
}
