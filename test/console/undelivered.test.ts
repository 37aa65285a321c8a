import { describe, expect, it } from 'vitest'
import { consoleApp, ORIGIN, sampleOperations } from './console.ts'

const PATH = '/console/harbour/undelivered'
const read = async (path: string) => (await consoleApp().request(path)).text()

describe('what was not delivered', () => {
  it('is listed with its reason, as text, and leads to its order', async () => {
    const html = await read(PATH)

    expect(html).toContain('Came back')
    expect(html).toContain('550 &lt;b&gt;no such user&lt;/b&gt;')
    expect(html).toContain('href="/console/harbour/orders/ord_1"')
    expect(await read('/console/harbour/outbox')).toContain(`href="${PATH}"`)
    expect(await read('/console/north/undelivered')).toContain('arrived, as far as we were told')
  })

  it('goes again at the press of a button, by who is signed in, and from our own page alone', async () => {
    const sent: string[][] = []
    const operations = {
      ...sampleOperations,
      sendAgain: async (...again: string[]) => {
        sent.push(again)
      },
    }
    const app = consoleApp({ operations })
    const post = (origin: string) =>
      app.request('/console/harbour/messages/msg_1/resend', { method: 'POST', headers: { origin } })

    expect((await post('https://evil.example')).status).toBe(403)
    const answer = await post(ORIGIN)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, PATH])
    expect(sent).toEqual([['m_1', 'msg_1', 'sam@example.test']])
  })
})
