import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What waits for a text, or for no provider at all, gets lanes of its own, and each lane an index of
 * its own: an empty look asks all of them, and five empty ones are a page each beside the one of a
 * million rows. Where more is due than can be begun, merchants take turns by the second index.
 */
export const turns: Migration = {
  async up(db: Kysely<unknown>) {
    const isOf = (channel: string) => sql`exists (select 1 from messages
      where messages.merchant_id = due.merchant_id and messages.id = due.message_id
      and messages.channel = ${sql.lit(channel)})`
    await sql`update due set lane = ${sql.lit(OWN)}
      where message_id like 'wake:%' or ${isOf('webhook')}`.execute(db)
    await sql`update due set lane = case lane when ${sql.lit(NOTICE)} then ${sql.lit(TEXT_NOTICE)}
      else ${sql.lit(TEXT)} end where ${isOf('sms')}`.execute(db)
    await sql`drop index due_next`.execute(db)
    for (let lane = 0; lane < LANES; lane += 1)
      await sql`create index ${sql.id(`due_next_${lane}`)} on due (clock, at)
        where lane = ${sql.lit(lane)}`.execute(db)
    await sql`create index due_turns on due (clock, lane, merchant_id, at)`.execute(db)
  },
}

const NOTICE = 2
const TEXT = 3
const TEXT_NOTICE = 4
const OWN = 5
const LANES = 6
