import { describe, expect, it } from 'vitest'
import type { ConsoleOperations } from '../../src/operations/console-types.ts'
import { consoleApp, ORIGIN, sampleOperations } from './console.ts'

type Letter = Parameters<ConsoleOperations['writeLetter']>

describe('inquiries', () => {
  it('are listed with what is left of their day', async () => {
    const html = await (await consoleApp().request('/console/harbour/inquiries')).text()

    expect(html).toContain('late, was due')
    expect(html).toContain('href="/console/harbour/orders/o_1#inquiries"')
    expect(html).toContain('Does it come with &lt;b&gt;a cable&lt;/b&gt;?')
    expect(html).toContain('aria-current="page"')
  })

  it('have an empty state that says what to do', async () => {
    const operations = {
      ...sampleOperations,
      listInquiries: async () => ({ rows: [], nextCursor: null }),
    }
    const html = await (
      await consoleApp({ operations }).request('/console/harbour/inquiries')
    ).text()

    expect(html).toContain('Every question is answered.')
  })

  it('are answered from the order, by who is signed in', async () => {
    const written: Letter[] = []
    const operations = {
      ...sampleOperations,
      writeLetter: async (...letter: Letter) => {
        written.push(letter)
      },
    }
    const app = consoleApp({ operations })
    const post = (fields: Record<string, string>, origin = ORIGIN) =>
      app.request('/console/harbour/orders/o_1/letters', {
        method: 'POST',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      })

    const answer = await post({ text: 'Yes.\r\nMaya', inquiry_id: 'inq_1', letter_id: 'let_1' })
    expect(answer.headers.get('location')).toBe('/console/harbour/orders/o_1?done=written')
    expect(written).toEqual([
      [
        'm_1',
        'o_1',
        { text: 'Yes.\nMaya', inquiryId: 'inq_1', letterId: 'let_1', by: 'sam@example.test' },
      ],
    ])
    expect((await post({ text: ' ' })).status).toBe(422)
    expect((await post({ text: 'x' }, 'https://evil.example')).status).toBe(403)
    expect(written).toHaveLength(1)
  })
})
