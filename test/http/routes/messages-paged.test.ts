import { expect, it } from 'vitest'
import { messageList } from '../../../src/http/openapi/answers-messages.ts'
import { eachDatabase } from '../../support/databases.ts'
import { placed, pointersOf, read, testApp } from '../http-app.ts'

eachDatabase('the messages of an order', (open) => {
  it('come a page at a time, oldest first, none left out and none twice', async () => {
    const test = await testApp(await open())
    const shop = await test.newShop()
    const call = (method: string, path: string, body?: unknown) =>
      test.call(method, path, body, shop.key)
    await call('POST', '/v1/events', placed('1'))
    for (const text of ['one', 'two', 'three'])
      await call('POST', '/v1/orders/1/messages', { text })

    const pageAt = async (query: string) =>
      read(messageList, await call('GET', `/v1/orders/1/messages${query}`))
    const all = (await pageAt('')).data.map(({ id }) => id)
    expect(all.length).toBeGreaterThan(4)
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const cursor: string = next ? `&cursor=${next}` : ''
      const page: Awaited<ReturnType<typeof pageAt>> = await pageAt(`?limit=2${cursor}`)
      expect(page.data.length).toBeLessThanOrEqual(2)
      seen.push(...page.data.map(({ id }) => id))
      next = page.next_cursor
    }
    expect(seen).toEqual(all)
    expect((await pageAt(`?limit=${all.length}`)).next_cursor).toBeNull()

    for (const [query, pointer] of [
      ['limit=0', '/limit'],
      ['limit=201', '/limit'],
      ['cursor=msg_nowhere', '/cursor'],
      ['cursor=%00', '/cursor'],
    ])
      expect(await pointersOf(await call('GET', `/v1/orders/1/messages?${query}`))).toEqual([
        pointer,
      ])
  })
})
