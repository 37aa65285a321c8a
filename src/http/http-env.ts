import type { Context, Hono } from 'hono'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import type { FindConnector } from '../operations/connections.ts'
import type { LiveOrders } from '../operations/live-orders.ts'
import type { PageViewLog } from '../operations/note-page-views.ts'
import type { Services } from '../operations/services.ts'

/** What the HTTP layer is handed. It reads no environment and opens nothing by itself. */
export type HttpOptions = {
  services: Services
  findConnector: FindConnector
  /** Bearer of the admin API; null turns it off. */
  adminToken: string | null
  /** A query of the database works: what `/readyz` says. */
  isReady(): Promise<boolean>
  /** Whom to count look-ups against: never a header that anyone may send. */
  clientAddress?: (c: Context) => string | null
  /** Open pages that are told of changes; without it a page stays as it was loaded. */
  live?: LiveOrders
  /** Where it is noted that an order's pages were opened; without it nothing is. */
  views?: PageViewLog
  /** The support pages, mounted at /console. */
  // biome-ignore lint/suspicious/noExplicitAny: the console's own variables are no business of ours
  consoleApp?: Hono<any>
}

export type HttpEnv = {
  Variables: {
    requestId: string
    merchant: Merchant
    /** Where the request came to a merchant's own domain. */
    ownOrigin?: string
    /** The order whose page is answered. */
    opened?: {
      merchant: Merchant
      orderId: string
      token: string
      now: Instant
      isRevealed: boolean
    }
    /** Refused as it is meant to be: nobody is to be woken by its status. */
    isNoFault?: boolean
  }
}
