import { describe, expect, it } from 'vitest'
import { DomainError } from '../../src/domain/error.ts'
import { consoleApp, ORIGIN, sampleOperations } from './console.ts'

const PATH = '/console/harbour/suppressions'
const read = async (path: string) => (await consoleApp().request(path)).text()

describe('the addresses that are not written to', () => {
  it('are listed with why and since when, and lead to what showed it', async () => {
    const html = await read(PATH)
    expect(html).toContain('ada.lovelace+a-very-long-name-of-a-mailbox@mail.example.test')
    expect(html).toContain('Came back for good')
    expect(html).toContain('no longer that of its order')
    expect(html).toContain('href="/console/harbour/orders/ord%2F1001"')
    expect(html).toContain('cursor=sup_1')
    expect(await read('/console/harbour/outbox')).toContain(`href="${PATH}"`)
    expect(await read('/console/north/suppressions')).toContain('Every address is written to.')
  })

  it('are looked up, and what was typed stands there as text', async () => {
    const html = await read(`${PATH}?address=${encodeURIComponent('<b>@x.test')}`)
    expect(html).toContain('&lt;b&gt;@x.test is written to.')
    expect(html).toContain('value="&lt;b&gt;@x.test"')
  })

  it('are taken back by who is signed in, from our own page alone, and once', async () => {
    const lifted: string[][] = []
    const operations = {
      ...sampleOperations,
      liftSuppression: async (...args: string[]) => {
        if (lifted.push(args) > 1) throw new DomainError('not_found', 'gone')
      },
    }
    const app = consoleApp({ operations })
    const press = (origin: string) =>
      app.request(`${PATH}/sup_2/lift`, { method: 'POST', headers: { origin } })

    expect((await press('https://evil.example')).status).toBe(403)
    const first = await press(ORIGIN)
    expect([first.status, first.headers.get('location')]).toEqual([303, `${PATH}?done=lifted`])
    expect((await press(ORIGIN)).headers.get('location')).toBe(`${PATH}?done=gone`)
    expect(lifted[0]).toEqual(['m_1', 'sup_2', 'sam@example.test'])
    expect(await read(`${PATH}?done=lifted`)).toContain('It is written to again')
  })
})

describe('a message', () => {
  it('goes again from its own page, and one that is still to go has no such button', async () => {
    expect(await read('/console/harbour/messages/msg_1')).toContain('/messages/msg_1/resend')
    const answer = await consoleApp().request('/console/harbour/messages/msg_1/resend', {
      method: 'POST',
      headers: { origin: ORIGIN },
      body: new URLSearchParams({ from: 'message' }),
    })
    expect(answer.headers.get('location')).toBe('/console/harbour/messages/msg_1?done=again')
    expect(await read('/console/harbour/messages/msg_1?done=again')).toContain('It goes again')

    const planned = {
      ...(await sampleOperations.loadMessageView('m_1', 'msg_1')),
      status: 'planned' as const,
    }
    const operations = { ...sampleOperations, loadMessageView: async () => planned }
    const html = await (
      await consoleApp({ operations }).request('/console/harbour/messages/msg_1')
    ).text()
    expect(html).not.toContain('/resend')
  })
})
