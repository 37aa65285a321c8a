import { describe, expect, it } from 'vitest'
import { DomainError } from '../../src/domain/error.ts'
import { consoleApp, ORIGIN, sampleOperations } from './console.ts'
import { webhooks } from './sample-webhooks.ts'

const PATH = '/console/harbour/webhooks'
const [{ id: ENDPOINT } = { id: '' }] = webhooks.endpoints

describe('the page of webhooks', () => {
  it('shows how endpoints stand, what they took and what is parked, each to be sent again', async () => {
    const html = await (await consoleApp().request(PATH)).text()

    expect(html).toContain('https://shop.example/tidings')
    expect(html).toContain('It answered 410 Gone.')
    expect(html).toContain(`action="${PATH}/${ENDPOINT}/replay"`)
    expect(html).toContain(`action="${PATH}/messages/msg_w1/replay"`)
    expect(html).toContain('HTTP 500: &lt;b&gt;boom&lt;/b&gt;')
    expect(html).toContain('href="/console/harbour/orders/ord_1"')
    // What is turned off cannot be sent to.
    expect(html).not.toContain(`${webhooks.endpoints[1]?.id}/test`)
  })

  it('has an empty state that says what to do', async () => {
    const operations = {
      ...sampleOperations,
      listWebhooks: async () => ({ endpoints: [], parked: [], latest: [] }),
    }
    const html = await (await consoleApp({ operations }).request(PATH)).text()
    expect(html).toContain('POST /v1/webhook_endpoints')
  })

  it('lets parked events go again, by who is signed in, from a page of ours alone', async () => {
    const asked: unknown[] = []
    const operations = {
      ...sampleOperations,
      replayWebhooks: async (...args: unknown[]) => {
        asked.push(args)
        if (asked.length > 2) throw new DomainError('conflict', 'It is on its way already')
        return { replayed: 1 }
      },
    }
    const app = consoleApp({ operations })
    const post = (path: string, origin = ORIGIN) =>
      app.request(`${PATH}/${path}`, { method: 'POST', headers: { origin } })

    const one = await post('messages/msg_w1/replay')
    expect([one.status, one.headers.get('location')]).toEqual([303, `${PATH}?done=replayed`])
    await post(`${ENDPOINT}/replay`)
    expect(asked).toEqual([
      ['m_1', { messageId: 'msg_w1', by: 'sam@example.test' }],
      ['m_1', { endpointId: ENDPOINT, by: 'sam@example.test' }],
    ])
    expect((await post('messages/msg_w1/replay')).headers.get('location')).toBe(
      `${PATH}?done=refused`,
    )
    expect((await post(`${ENDPOINT}/replay`, 'https://evil.example')).status).toBe(403)
    expect(asked).toHaveLength(3)
  })

  it('tells how a test event went', async () => {
    const post = (delivered: boolean) =>
      consoleApp({
        operations: { ...sampleOperations, pingWebhook: async () => ({ delivered, detail: null }) },
      }).request(`${PATH}/${ENDPOINT}/test`, { method: 'POST', headers: { origin: ORIGIN } })
    expect((await post(true)).headers.get('location')).toBe(`${PATH}?done=answered`)
    expect((await post(false)).headers.get('location')).toBe(`${PATH}?done=unanswered`)
    const page = await consoleApp().request(`${PATH}?done=unanswered`)
    expect(await page.text()).toContain('did not take the test event')
  })
})
