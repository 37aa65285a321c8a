import type { ConsoleMerchant } from '../operations/console-types.ts'
import type { ConsoleUser } from './console-env.ts'
import type { Reading } from './time.ts'

/** Who looks, at which shop, and which others there are to go to. */
export type Place = {
  user: ConsoleUser
  merchant: ConsoleMerchant
  merchants: ConsoleMerchant[]
}

export const readingOf = ({ timeZone, now }: ConsoleMerchant): Reading => ({ timeZone, now })
