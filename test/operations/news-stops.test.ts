import { expect, it } from 'vitest'
import { listNewsStops, saveNewsStops } from '../../src/db/news-stops.ts'
import { listOrderVersions } from '../../src/db/order-versions.ts'
import { NEWS_TOPICS, topicOf } from '../../src/domain/optional-news.ts'
import { eachDatabase } from '../support/databases.ts'

const NOW = '2026-03-02T15:00:00.000Z'
const READER = { merchantId: 'mer_1', readerHash: 'a' }

eachDatabase('what a reader turned off', (open) => {
  it('is kept by merchant and reader, and replaced by the next choice', async () => {
    const { db } = await open()
    const choice = { orderId: '1', now: NOW }
    await saveNewsStops(db, READER, { ...choice, topics: ['steps', 'feedback'] })
    await saveNewsStops(db, READER, { orderId: '2', now: 'later', topics: ['feedback'] })
    await saveNewsStops(db, { ...READER, readerHash: 'b' }, { ...choice, topics: ['steps'] })
    expect(await listNewsStops(db, READER)).toEqual(['feedback'])
    expect(await listNewsStops(db, { ...READER, merchantId: 'mer_2' })).toEqual([])
    const [kept] = await db.selectFrom('news_stops').selectAll().execute()
    expect(kept).toMatchObject({ order_id: '1', stopped_at: NOW })

    await saveNewsStops(db, READER, { ...choice, topics: [] })
    expect(await listNewsStops(db, READER)).toEqual([])
  })

  it('is never what is owed', () => {
    for (const kind of ['eta_slipped', 'delay_option', 'order_cancelled', 'refund_issued'])
      expect(topicOf(kind)).toBeNull()
    expect(topicOf('out_for_delivery')).toBe(NEWS_TOPICS[0])
    expect(topicOf('constructor')).toBeNull()
  })

  it('versions of many orders are asked for a merchant at a time', async () => {
    const { db } = await open()
    expect(await listOrderVersions(db, [{ merchantId: 'mer_1', orderId: 'none' }])).toEqual([])
    expect(await listOrderVersions(db, [])).toEqual([])
  })
})
