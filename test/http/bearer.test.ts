import { beforeAll, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { REMEMBER_MS } from '../../src/http/bearer.ts'
import { eachDatabase } from '../support/databases.ts'
import { type TestApp, testApp } from './http-app.ts'

eachDatabase("a merchant's key", (open) => {
  let handle: Handle
  let test: TestApp
  beforeAll(async () => {
    handle = await open()
    test = await testApp(handle)
  })
  const status = async (key: string) =>
    (await test.call('GET', '/v1/orders', undefined, key)).status

  it('is remembered for a moment, and opens no longer than that once it was revoked', async () => {
    const { key, id } = await test.newShop()
    expect(await status(key)).toBe(200)
    const revoked_at = test.services.clock.now().toISOString()
    await handle.db
      .updateTable('api_keys')
      .set({ revoked_at })
      .where('merchant_id', '=', id)
      .execute()

    test.services.clock.advance({ milliseconds: REMEMBER_MS - 1 })
    expect(await status(key)).toBe(200)
    test.services.clock.advance({ milliseconds: 1 })
    expect(await status(key)).toBe(401)
  })

  it('opens one merchant and no other, also where two came together', async () => {
    const [one, two] = [await test.newShop({ name: 'One' }), await test.newShop({ name: 'Two' })]
    const both = await Promise.all(
      [one, two, one, two].map(
        async ({ key }) => (await test.call('GET', '/v1/brand', undefined, key)).status,
      ),
    )
    expect(both).toEqual([200, 200, 200, 200])
    expect(await status(`${one.key.slice(0, -1)}_`)).toBe(401)
  })
})
