import { expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { silentLog } from '../../src/lib/log.ts'
import { allocated, aMerchantInput, placed } from '../http/http-app.ts'
import { onPostgres, urlOf } from '../support/databases.ts'

const ADMIN = 'an-admin-token-of-the-tests-long-enough'

onPostgres('a page that is open at another process', (open) => {
  /** A process of its own as far as this one can have two: own connections, own signals. */
  const start = async (url: string) => {
    const read = readConfig({
      DATABASE_URL: url,
      TIDINGS_SECRET: 'a secret of the tests which is long enough',
      TIDINGS_ADMIN_TOKEN: ADMIN,
    })
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    return createApp(read.config, silentLog)
  }

  it('hears of what this one was told, and long before it would look by itself', async () => {
    const url = urlOf(await open())
    const [here, there] = [await start(url), await start(url)]
    const post = (path: string, body: unknown, key: string) =>
      here.http.request(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
      })
    const made = await post('/v1/merchants', aMerchantInput(), ADMIN)
    const { api_key: key } = (await made.json()) as { api_key: string }
    await post('/v1/events', placed('1001'), key)
    const found = await here.http.request('/v1/orders/1001', {
      headers: { authorization: `Bearer ${key}` },
    })
    const { tracking_url: page } = (await found.json()) as { tracking_url: string }

    const stream = await there.http.request(`${new URL(page).pathname}/events`)
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader()
    let text = ''
    const until = async (events: number) => {
      while (text.split('event: version').length <= events)
        text += new TextDecoder().decode((await reader.read()).value)
    }
    await until(1)
    await post('/v1/events', allocated('1001'), key)
    await until(2)
    expect(text).not.toContain(':\n\n')
    await Promise.all([here.close(), there.close()])
    expect((await reader.read()).done).toBe(true)
  })
})
