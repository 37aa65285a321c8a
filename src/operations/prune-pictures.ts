import type { Writer } from '../db/group-commit.ts'
import {
  deleteOrphans,
  deleteUnseenSkus,
  deleteUnseenUrls,
  deleteUrlsBeyond,
  listCrowded,
} from '../db/prune-pictures.ts'
import { addDays } from '../domain/calendar.ts'
import { addHours } from '../domain/instant.ts'
import { PICTURE_KEPT_DAYS, PICTURES_OF_MERCHANT_MAX } from '../domain/picture.ts'
import type { Services } from './services.ts'

/** A fetch is done within minutes; its bytes are not looked for in the same hour. */
const SETTLED_HOURS = 24
const pruned = new WeakMap<Writer, string>()

/**
 * Forgets pictures that nobody shows any more, once a day and process: those that no order has come
 * with for more than a year, and of a merchant with very many the oldest. In small transactions: at
 * most one of each sort a turn, so that a mail never waits for the broom. How many rows went.
 */
export async function prunePictures(
  services: Services,
  picturesMax = PICTURES_OF_MERCHANT_MAX,
): Promise<number> {
  const now = services.clock.now().toISOString()
  const today = now.slice(0, 10)
  if (pruned.get(services.writer) === today) return 0
  const before = addDays(today, -PICTURE_KEPT_DAYS)
  const crowded = await listCrowded(services.read, picturesMax)
  const gone = await services.writer.write(async (db) => {
    let count = await deleteUnseenUrls(db, before)
    count += await deleteUnseenSkus(db, before)
    for (const merchantId of crowded) count += await deleteUrlsBeyond(db, merchantId, picturesMax)
    return count + (await deleteOrphans(db, addHours(now, -SETTLED_HOURS)))
  })
  // Until a turn finds nothing: a year's goods are forgotten over many.
  if (gone === 0) pruned.set(services.writer, today)
  return gone
}
