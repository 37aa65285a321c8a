import { expect, it } from 'vitest'
import { insertFeedHour, listFeedHours } from '../../src/db/feed.ts'
import { deleteWalksDone, insertWalk, saveWalk } from '../../src/db/walks.ts'
import { addHours } from '../../src/domain/instant.ts'
import { eachDatabase } from '../support/databases.ts'

const AT = '2026-03-02T15:00:00.000Z'
const MERCHANT = 'mer_1'

eachDatabase('what nobody looks at any more', (open) => {
  it('goes: walks that were done long ago, and none that are open or another’s', async () => {
    const { db } = await open()
    const walk = (id: string, at: string, merchantId = MERCHANT) =>
      insertWalk(db, { merchantId, id, kind: 'policy', subject: '', isLive: true, at })
    const end = (id: string, doneAt: string, merchantId = MERCHANT) =>
      saveWalk(
        db,
        { merchantId, id, kind: 'policy', subject: '', cursor: '' },
        { walkedAt: doneAt, doneAt },
      )
    for (const id of ['old', 'open', 'new']) await walk(id, AT)
    await walk('theirs', AT, 'mer_2')
    await end('old', AT)
    await end('theirs', AT, 'mer_2')
    await end('new', addHours(AT, 8 * 24))
    await deleteWalksDone(db, MERCHANT, addHours(AT, 7 * 24))

    const left = await db.selectFrom('walks').select('id').orderBy('id').execute()
    expect(left.map(({ id }) => id)).toEqual(['new', 'open', 'theirs'])
  })

  it('goes: hours of a feed behind those that a silence is judged by', async () => {
    const { db } = await open()
    const hours = Array.from({ length: 730 }, (_, n) => addHours(AT, -n * 20))
    await db
      .insertInto('feed_hours')
      .values([...hours, AT].slice(1).map((hour) => ({ merchant_id: MERCHANT, hour })))
      .execute()
    await db.insertInto('feed_hours').values({ merchant_id: 'mer_2', hour: '2020' }).execute()
    const before = await listFeedHours(db, MERCHANT)
    await insertFeedHour(db, MERCHANT, addHours(AT, 20))

    const left = await db.selectFrom('feed_hours').selectAll().execute()
    expect(left.filter(({ merchant_id }) => merchant_id === MERCHANT)).toHaveLength(720)
    expect(left).toHaveLength(721)
    expect(await listFeedHours(db, MERCHANT)).toEqual([addHours(AT, 20), ...before.slice(0, 719)])
  })
})
