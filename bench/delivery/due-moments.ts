import { openDatabase } from '../../src/db/open.ts'
import { PARKED } from './copies.ts'

/** Gives each of the first parked messages its moment, in the order of their ids; how many got one. */
export async function setDue(
  url: string,
  moments: readonly number[],
): Promise<{ id: string; at: number }[]> {
  const handle = openDatabase(url)
  try {
    const rows = await handle.db
      .selectFrom('due')
      .select('message_id')
      .where('clock', '=', 'live')
      .where('at', '=', PARKED)
      .orderBy('message_id')
      .limit(moments.length)
      .execute()
    const given = rows.map(({ message_id: id }, n) => ({ id, at: moments[n] ?? 0 }))
    if (handle.dialect === 'sqlite') {
      const update = handle.connection.prepare('update due set at = ? where message_id = ?')
      handle.connection.transaction(() => {
        for (const { id, at } of given) update.run(new Date(at).toISOString(), id)
      })()
    } else {
      await handle.pool.query(
        `update due set at = given.at from unnest($1::text[], $2::text[]) as given (id, at)
         where message_id = given.id`,
        [given.map(({ id }) => id), given.map(({ at }) => new Date(at).toISOString())],
      )
    }
    return given
  } finally {
    await handle.close()
  }
}
