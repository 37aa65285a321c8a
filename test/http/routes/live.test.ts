import { afterEach, beforeEach, expect, it } from 'vitest'
import { listen } from '../../../src/http/listen.ts'
import { type Live, startLive } from '../../../src/worker/live.ts'
import { eachDatabase } from '../../support/databases.ts'
import { allocated, placed, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

eachDatabase('the stream of an order', (open) => {
  let test: TestApp
  let shop: Shop
  let path: string
  let live: Live
  beforeEach(async () => {
    const handle = await open()
    live = startLive({ read: handle.read, log: (await testApp(handle)).services.log })
    test = await testApp(handle, { live })
    test.services.wake = live.changed
    shop = await test.newShop()
    await test.call('POST', '/v1/events', placed('1001'), shop.key)
    path = await trackingPath(test, shop, '1001')
  })
  afterEach(() => live.close())

  async function follow() {
    const answer = await test.app.request(`${path}/events`)
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    let text = ''
    return {
      answer,
      /** What is read until `wanted` came, or the end. */
      async until(wanted: RegExp) {
        while (!wanted.test(text)) {
          const { done, value } = await reader.read()
          if (done) return `${text}END`
          text += new TextDecoder().decode(value)
        }
        return text
      },
      cancel: () => reader.cancel(),
    }
  }
  const versionOf = async () =>
    /data-version="(\w+)"/.exec(await (await test.app.request(path)).text())?.[1]

  it('begins with the version that the page has, and tells the next one', async () => {
    const before = await versionOf()
    const stream = await follow()
    expect(stream.answer.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.answer.headers.get('cache-control')).toContain('no-transform')
    expect(stream.answer.headers.get('x-accel-buffering')).toBe('no')
    expect(stream.answer.headers.get('x-robots-tag')).toContain('noindex')
    const begin = await stream.until(/data: .*\n\n/)
    expect(begin).toMatch(new RegExp(`^retry: \\d{4,5}\\nevent: version\\ndata: ${before}\\n\\n$`))

    await test.call('POST', '/v1/events', allocated('1001'), shop.key)
    const after = await versionOf()
    expect(after).not.toBe(before)
    expect(await stream.until(new RegExp(`data: ${after}\\n`))).toContain(`data: ${after}`)
    await stream.cancel()
  })

  it('tells when a test merchant moves its clock, for every day on the page is another one', async () => {
    const stream = await follow()
    const before = await versionOf()
    await test.call('POST', '/v1/clock/advance', { by: 'PT1M' }, shop.key)
    expect(await versionOf()).not.toBe(before)
    expect(await stream.until(/event: version[\s\S]*event: version/)).toContain(await versionOf())
    await stream.cancel()
  })

  it('tells of a late event, though the clock of a test merchant stands still', async () => {
    const late = (id: string, at: string) => {
      const event = allocated('1001', id)
      const data = { order_id: '1001', lines: [{ id: 'l1', quantity: 1 }] }
      return test.call('POST', '/v1/events', { ...event, occurred_at: at, data }, shop.key)
    }
    await late('evt_a', '2026-03-02T14:59:50Z')
    const before = await versionOf()
    const stream = await follow()
    await late('evt_b', '2026-03-02T14:59:40Z')
    const after = await versionOf()
    expect(after).not.toBe(before)
    expect(await stream.until(new RegExp(`data: ${after}\\n`))).toContain(`data: ${after}`)
    await stream.cancel()
  })

  it('is for who holds the link, and is not opened by a HEAD', async () => {
    expect((await test.app.request('/t/trk_x/events')).status).toBe(404)
    const head = await test.app.request(`${path}/events`, { method: 'HEAD' })
    expect([head.status, head.body]).toEqual([200, null])
  })

  it('says where there is no more room, and without live pages at all', async () => {
    const open = []
    for (let n = 0; n < 8; n += 1) open.push(await follow())
    const full = await test.app.request(`${path}/events`)
    expect([full.status, full.headers.get('retry-after')]).toEqual([503, '300'])
    await open[0]?.cancel()
    expect((await test.app.request(`${path}/events`)).status).toBe(200)
  })

  it('ends when the process stops, and keeps nobody waiting', async () => {
    const { port, close } = await listen(test.app, { host: '127.0.0.1', port: 0 })
    const answer = await fetch(`http://127.0.0.1:${port}${path}/events`)
    const read = answer.text()
    live.close()
    await close(60_000)
    expect(await read).toContain('event: version')
  })
})
