import { describe, expect, it } from 'vitest'
import { DomainError } from '../../src/domain/error.ts'
import type { ConsoleOperations } from '../../src/operations/console-types.ts'
import { consoleApp, ORIGIN, sampleOperations } from './console.ts'

const ASKED = '/console/harbour/orders/asked'
const HELD = '/console/harbour/orders/held'
const read = async (path: string) => (await consoleApp().request(path)).text()

type Done = { [act: string]: unknown[][] }

/** The console over operations that only note what they were asked for. */
function noting(fails?: DomainError) {
  const done: Done = {}
  const note = (act: string) => ({
    [act]: async (...given: unknown[]) => {
      if (fails) throw fails
      done[act] = [...(done[act] ?? []), given]
    },
  })
  const operations = {
    ...sampleOperations,
    ...note('answerCancellation'),
    ...note('keepOrder'),
    ...note('closeInquiry'),
    ...note('reopenInquiry'),
  } as ConsoleOperations
  const app = consoleApp({ operations })
  const post = (path: string, fields: Record<string, string> = {}, origin = ORIGIN) =>
    app.request(path, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    })
  return { done, post }
}

describe('an order that somebody asked to cancel', () => {
  it('says who asked for what, and leads to the answer', async () => {
    const page = await read(ASKED)
    expect(page).toContain('The customer asked to cancel 2 × Widget Pro')
    expect(page).toContain('I bought &lt;b&gt;another&lt;/b&gt;')
    expect(page).toContain(`href="${ASKED}/answer"`)
    expect(await read(`${ASKED}/cancel`)).toContain(`href="${ASKED}/answer"`)
  })

  it('is answered by who is signed in, of what they were shown, and from our own page alone', async () => {
    const { done, post } = noting()
    const form = await read(`${ASKED}/answer`)
    expect(form).toContain('name="about" value="evt_asked"')
    expect(form).not.toContain('checked')

    const no = { answer: 'decline', about: 'evt_asked', reason: ' It is packed. ' }
    expect((await post(`${ASKED}/answer`, no, 'https://evil.example')).status).toBe(403)
    const declined = await post(`${ASKED}/answer`, no)
    expect([declined.status, declined.headers.get('location')]).toEqual([
      303,
      `${ASKED}?done=declined`,
    ])
    await post(`${ASKED}/answer`, { ...no, answer: 'accept' })
    const by = 'sam@example.test'
    expect(done.answerCancellation).toEqual([
      ['m_1', 'asked', { answer: 'decline', reason: 'It is packed.', by, about: 'evt_asked' }],
      // What was typed before a yes is read by nobody.
      ['m_1', 'asked', { answer: 'accept', reason: null, by, about: 'evt_asked' }],
    ])
  })

  it('is not answered by half a form, nor where it has changed since', async () => {
    const { done, post } = noting()
    const half = await post(`${ASKED}/answer`, { about: 'evt_asked' })
    expect([half.status, await half.text()]).toEqual([
      422,
      expect.stringContaining('Choose an answer.'),
    ])
    expect(done).toEqual({})

    const late = noting(new DomainError('conflict', 'The order has changed since'))
    const given = { answer: 'accept', about: 'evt_asked' }
    const refused = await late.post(`${ASKED}/answer`, given)
    expect([refused.status, await refused.text()]).toEqual([
      409,
      expect.stringContaining('The order has changed since.'),
    ])
  })
})

describe('an order whose end is held', () => {
  it('says what is held, since when and why, and who cannot be reached', async () => {
    const page = await read(HELD)
    expect(page).toContain('Needs a look')
    expect(page.replaceAll(/<[^>]+>/g, '')).toContain(
      'The wait for 2 × Widget Pro is over since Thu, Mar 12, 00:00 2 d ago',
    )
    expect(page).toContain('by your policy you confirm each end')
    expect(page).toContain('No message reaches the customer')
    expect(page).toContain('href="/console/harbour/suppressions"')
    expect(page).toContain('takes no mail')
  })

  it('is ended or kept, each by its own act', async () => {
    const { done, post } = noting()
    await post(`${HELD}/answer`, { answer: 'accept', about: 'end' })
    const kept = await post(`${HELD}/answer`, { answer: 'keep', about: 'end' })
    expect(kept.headers.get('location')).toBe(`${HELD}?done=kept`)
    const by = 'sam@example.test'
    expect(done).toEqual({
      answerCancellation: [['m_1', 'held', { answer: 'accept', reason: null, by, about: 'end' }]],
      keepOrder: [['m_1', 'held', by]],
    })
  })

  it('is said to wait no more once it was decided', async () => {
    expect(await read('/console/harbour/orders/large/answer')).toContain(
      'Nothing waits for an answer any more.',
    )
  })
})

describe('the list', () => {
  it('names what each order waits for, and shows those alone when asked', async () => {
    const all = await read('/console/harbour')
    for (const flag of ['asked to cancel', 'its end waits', 'not reachable', 'does not add up'])
      expect(all).toContain(flag)
    expect(all).toContain('#998')
    const flagged = await read('/console/harbour?look=1')
    expect(flagged).toContain('Orders that need a look')
    expect(flagged).not.toContain('#998')
    expect(await read('/console/north?look=1')).toContain('Nothing waits for you here.')
  })

  it('says how far back it has looked where that was not all', async () => {
    const searchOrders: ConsoleOperations['searchOrders'] = async () => ({
      rows: [],
      nextCursor: 'c_3',
      lookedBackTo: '2026-02-01T12:00:00.000Z',
    })
    const app = consoleApp({ operations: { ...sampleOperations, searchOrders } })
    const page = await (await app.request('/console/harbour?look=1')).text()
    expect(page).toContain('Looked through the orders back to Sun, Feb 1')
    expect(page).toContain('look=1&amp;cursor=c_3')
  })
})

describe('a question that asks for no answer', () => {
  const PATH = '/console/harbour/orders/ord%2F1001'

  it('is closed from the order, by who is signed in, and from our own page alone', async () => {
    expect(await read(PATH)).toContain(`action="${PATH}/inquiries/inq_1/close"`)
    const { done, post } = noting()
    const path = `${PATH}/inquiries/inq_1/close`
    expect((await post(path, {}, 'https://evil.example')).status).toBe(403)
    const closed = await post(path)
    expect(closed.headers.get('location')).toBe(`${PATH}?done=closed`)
    expect(done.closeInquiry).toEqual([['m_1', 'ord/1001', 'inq_1', 'sam@example.test']])
  })

  it('is closed from the list of questions, which one comes back to', async () => {
    const list = await read('/console/harbour/inquiries')
    expect(list).toContain('action="/console/harbour/orders/o_1/inquiries/inq_1/close"')
    const { post } = noting()
    const closed = await post('/console/harbour/orders/o_1/inquiries/inq_1/close', { back: 'list' })
    const next = '/console/harbour/inquiries?done=closed&order=o_1'
    expect(closed.headers.get('location')).toBe(next)
    const after = await read(next)
    expect(after).toContain('Nothing was sent.')
    expect(after).toContain('href="/console/harbour/orders/o_1#inquiries"')
  })

  it('is then said to be closed, and cannot be closed again', async () => {
    const page = await read(ASKED)
    expect(page).toContain('closed without a reply')
    expect(page).not.toContain('/close"')
  })

  it('is opened again from the order, by who is signed in, and from our own page alone', async () => {
    const path = `${ASKED}/inquiries/inq_1/reopen`
    expect(await read(ASKED)).toContain(`action="${path}"`)
    expect(await read(PATH)).not.toContain('/reopen"')
    const { done, post } = noting()
    expect((await post(path, {}, 'https://evil.example')).status).toBe(403)
    const reopened = await post(path)
    expect(reopened.headers.get('location')).toBe(`${ASKED}?done=reopened`)
    expect(done.reopenInquiry).toEqual([['m_1', 'asked', 'inq_1', 'sam@example.test']])
    expect(await read(`${ASKED}?done=reopened`)).toContain('The question is open again')
  })
})
