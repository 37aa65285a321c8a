import { describe, expect, it } from 'vitest'
import type { FeedbackReport } from '../../src/operations/brand-console-types.ts'
import { consoleApp, sampleOperations } from './console.ts'
import { feedback } from './sample-feedback.ts'

const PATH = '/console/harbour/feedback'
const none = { answers: 0, mean: null, high: null, scores: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } }
const nothing = { key: null, ...none, record: { kept: none, missed: none, none } }

async function page(over: Partial<FeedbackReport> = {}, query = '') {
  const asked: string[] = []
  const operations: typeof sampleOperations = {
    ...sampleOperations,
    readFeedbackReport: async (_, { by }) => {
      asked.push(by)
      return { ...feedback, by, ...over }
    },
  }
  const html = await (await consoleApp({ operations }).request(`${PATH}${query}`)).text()
  const text = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  return { html, text, asked }
}

describe('the page of feedback', () => {
  it('gives the share with what it may be, and the answers that it is of', async () => {
    const { text } = await page()
    expect(text).toContain('Yes (4–5) 76 % (65–84 %) Mean 4.0 Answers 78')
  })

  it('says of few answers how many there are, and no share', async () => {
    const { text } = await page()
    expect(text).toContain('2026-03 4 0 0 – 4 of 4 too few to say')
    expect(text).toMatch(/No day was ever named 3 1 0 – 3 of 4 too few to say/)
  })

  it('holds what they say against the record, and counts where both differ', async () => {
    const { text } = await page()
    expect(text).toMatch(/Every day that we named was kept 55 4 3 4\.4 89 %/)
    expect(text).toMatch(/A day that we named was missed 1 2 9 1\.8 8 %/)
    expect(text).toContain('3 answers of 1–2 where every day was kept')
    expect(text).toContain('1 answer of 4–5 where one was missed')
  })

  it('is by carrier where that is asked for, and names nobody where nobody is known', async () => {
    const groups = [{ ...nothing, key: '<b>UPS</b>' }, nothing]
    const { html, text, asked } = await page({ groups }, '?by=carrier')
    expect(asked).toEqual(['carrier'])
    expect(html).toContain('&lt;b&gt;UPS&lt;/b&gt;')
    expect(text).toContain('several, or none named')
    expect((await page({}, '?by=constructor')).asked).toEqual(['month'])
  })

  it('says what to do where nobody has answered', async () => {
    const { text } = await page({ total: nothing, groups: [] })
    expect(text).toContain('Nobody has answered in these days.')
    expect(text).toContain('delivery_feedback')
  })
})
