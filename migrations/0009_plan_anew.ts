import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What a release newly decides by time alone (a delay offered or ended, a package that stalls)
 * stands in the plan of no order of the release before, and an order in which nothing happens is
 * not looked at. So every merchant's open orders are walked once, as after a change of policy.
 */
export const planAnew: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`insert into walks
        (merchant_id, id, kind, subject, cursor, created_at, done_at, clock, walked_at)
      select id, 'wlk_0009_plan_anew', 'policy', '', '', created_at, null,
        case when mode = 'live' then 'live' else id end, ''
      from merchants`.execute(db)
  },
}
