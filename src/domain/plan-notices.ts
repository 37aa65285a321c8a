import type { CadenceContext } from './cadence/context.ts'
import { later } from './instant.ts'
import type { MerchantNotice, StoredNotice, WantedNotice } from './merchant-notice.ts'
import type { Instant } from './order.ts'
import type { PlanOf } from './replan.ts'

type Context = Pick<CadenceContext, 'now' | 'hasNotifyEmail'>

/**
 * The difference between what the merchant should hear and what is stored: compared by key, like a
 * customer's messages. Without an address a notice is held, so that the console shows
 * what nobody was told.
 */
export function planNotices(
  notices: readonly MerchantNotice[],
  stored: readonly StoredNotice[],
  context: Context,
): PlanOf<WantedNotice> {
  const wanted = notices.map((notice) => address(notice, context))
  const plan: PlanOf<WantedNotice> = { insert: [], move: [], withdraw: [], wanted }
  for (const one of wanted) {
    const known = stored.find(({ key }) => key === one.key)
    if (!known) plan.insert.push(one)
    else if (OPEN.has(known.status) && differs(known, one, context.now)) {
      const isDueNew = known.status !== 'planned' || known.dueAt !== one.dueAt
      plan.move.push({ messageId: known.messageId, wanted: one, isDueNew })
    }
  }
  for (const { messageId, key, status } of stored) {
    if (status !== 'planned' && status !== 'held') continue
    if (wanted.some((one) => one.key === key)) continue
    plan.withdraw.push({ messageId, why: 'It was done meanwhile, or is no longer true.' })
  }
  return plan
}

const OPEN: ReadonlySet<StoredNotice['status']> = new Set(['planned', 'held', 'withdrawn'])

function address(notice: MerchantNotice, { now, hasNotifyEmail }: Context): WantedNotice {
  const dueAt = later(notice.dueAt, now)
  if (hasNotifyEmail) return { ...notice, dueAt, channel: 'notify', status: 'planned' }
  const why = `${notice.why} Held: no notify_email is set.`
  return { ...notice, dueAt, why, channel: 'notify', status: 'held' }
}

/** Overdue stays overdue: what is due already is not pushed on to "now" by each replan. */
function differs(known: StoredNotice, wanted: WantedNotice, now: Instant): boolean {
  if (known.status !== wanted.status || known.why !== wanted.why) return true
  return known.dueAt !== wanted.dueAt && !(known.dueAt <= now && wanted.dueAt <= now)
}
