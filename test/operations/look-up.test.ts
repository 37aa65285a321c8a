import type { KyselyPlugin } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { findMerchantOfSlug } from '../../src/operations/merchants.ts'
import { lookUp } from '../../src/operations/tracking.ts'
import { placed, type TestApp, testApp } from '../http/http-app.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase('a look-up that finds nothing', (open) => {
  let test: TestApp
  let shop: Awaited<ReturnType<TestApp['newShop']>>
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
    for (const number of ['5001', '5002'])
      await test.call('POST', '/v1/events', placed(number), shop.key)
  })

  /** How many rows each read brought, in turn. */
  const readsOf = async (number: string, proof: string) => {
    const reads: number[] = []
    const plugin: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        reads.push(result.rows.length)
        return result
      },
    }
    const read = test.services.read.withPlugin(plugin)
    const merchant = await findMerchantOfSlug(test.services, shop.slug)
    if (!merchant) throw new Error('the shop is gone')
    const url = await lookUp({ ...test.services, read }, merchant, { number, proof })
    expect(url).toBeNull()
    return reads
  }

  it('reads as much for a number that nobody has as for a wrong proof', async () => {
    const wrong = await readsOf('5001', 'eve@example.test')
    const unknown = await readsOf('9999', 'eve@example.test')

    expect(unknown).toHaveLength(wrong.length)
    expect([wrong.at(-1), unknown.at(-1)]).toEqual([1, 1]) // an order, read and compared
  })
})
