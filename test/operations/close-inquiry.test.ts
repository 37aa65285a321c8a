import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { problem } from '../../src/http/openapi/answers.ts'
import { closedInquiry, reopenedInquiry } from '../../src/http/openapi/answers-inquiry.ts'
import { loadEvidence } from '../../src/operations/evidence.ts'
import { loadMerchant } from '../../src/operations/merchants.ts'
import { receiveInquiry } from '../../src/operations/receive-inquiry.ts'
import { consoleOperations } from '../../src/operations/support.ts'
import { writeLetter } from '../../src/operations/write-letter.ts'
import { placed, read, type Shop, type TestApp, testApp } from '../http/http-app.ts'
import { eachDatabase } from '../support/databases.ts'

const PAGE = { cursor: null, limit: 50 }
const THANKS = 'Thanks, that is all!'

eachDatabase('a question that asks for no answer', (open) => {
  let handle: Handle
  let test: TestApp
  let shop: Shop
  let support: ReturnType<typeof consoleOperations>
  beforeEach(async () => {
    handle = await open()
    test = await testApp(handle)
    shop = await test.newShop()
    support = consoleOperations(test.services)
    await test.call('POST', '/v1/events', placed('1001'), shop.key)
    await advance('PT1H')
  })
  const advance = (by: string) => test.call('POST', '/v1/clock/advance', { by }, shop.key)
  const merchant = () => loadMerchant(test.services, shop.id)
  const ask = async (text: string) => receiveInquiry(test.services, await merchant(), '1001', text)
  const view = () => support.loadSupportView(shop.id, '1001')
  const idOf = async (text: string) =>
    (await view()).questions.find((one) => one.text === text)?.inquiryId ?? ''
  const turn = (verb: 'close' | 'reopen', inquiryId: string, orderId = '1001', key = shop.key) =>
    test.call(
      'POST',
      `/v1/orders/${orderId}/inquiries/${encodeURIComponent(inquiryId)}/${verb}`,
      undefined,
      key,
    )
  const close = (inquiryId: string, orderId?: string, key?: string) =>
    turn('close', inquiryId, orderId, key)
  const open1 = async () =>
    (await support.listInquiries(shop.id, PAGE)).rows.map(({ text }) => text)
  const acts = async (action = 'inquiry.closed') =>
    (await view()).timeline.flatMap((entry) =>
      entry.sort === 'act' && entry.action === action ? [entry] : [],
    )
  const reopen = async (inquiryId: string) =>
    (await read(reopenedInquiry, await turn('reopen', inquiryId))).result

  it('is closed: its clock ends and no other, nothing is said, and who it was is kept', async () => {
    await ask(THANKS)
    await ask('And where is the cable?')
    await advance('PT2H')
    await support.closeInquiry(shop.id, '1001', await idOf(THANKS), 'maya@alder.test')

    expect(await open1()).toEqual(['And where is the cable?'])
    expect((await view()).questions).toMatchObject([
      { isClosed: true, answeredAt: '2026-03-02T18:00:00.000Z' },
      { isClosed: false, answeredAt: null },
    ])
    expect(await acts()).toMatchObject([
      { actor: 'maya@alder.test', at: '2026-03-02T18:00:00.000Z' },
    ])
    const before = (await view()).timeline.filter(({ sort }) => sort === 'message').length
    await advance('PT1H')
    const after = (await view()).timeline.filter(({ sort }) => sort === 'message').length
    expect(after).toBe(before)
  })

  it('is closed by the API alike; a second time it is the same, and so after an answer', async () => {
    await ask(THANKS)
    const id = await idOf(THANKS)
    expect(await read(closedInquiry, await close(id))).toEqual({ result: 'closed' })
    expect(await read(closedInquiry, await close(id))).toEqual({ result: 'same' })
    expect(await acts()).toMatchObject([{ actor: 'api' }])

    await advance('PT2H')
    await ask('Where is it?')
    const letter = { text: 'On its way.', subject: null, inquiryId: await idOf('Where is it?') }
    await writeLetter(test.services, await merchant(), '1001', { ...letter, by: 'maya' })
    expect(await read(closedInquiry, await close(letter.inquiryId))).toEqual({ result: 'same' })
    expect((await view()).questions).toMatchObject([{ isClosed: true }, { isClosed: false }])
  })

  it('is none of another order, shop or name: 404, and nothing changes', async () => {
    await test.call('POST', '/v1/events', placed('1002'), shop.key)
    await ask(THANKS)
    const id = await idOf(THANKS)
    const other = await test.newShop({ name: 'Other', slug: 'other' })
    await test.call('POST', '/v1/events', placed('1001'), other.key)
    for (const answer of [
      await close(id, '1002'),
      await close(id, '1001', other.key),
      await close('inq_x'),
      await close('inq_\0'),
      await turn('reopen', id, '1002'),
      await turn('reopen', id, '1001', other.key),
    ]) {
      expect(answer.status).toBe(404)
      await read(problem, answer)
    }
    expect(await open1()).toEqual([THANKS])
  })

  it('takes back its acknowledgement, and stands in the evidence as closed and not answered', async () => {
    await ask(THANKS)
    await close(await idOf(THANKS))
    await advance('PT1H')
    const kinds = (await view()).timeline.flatMap((entry) =>
      entry.sort === 'message' && entry.kind === 'inquiry_received' ? [entry.status] : [],
    )
    expect(kinds).toEqual(['withdrawn'])
    const pack = await loadEvidence(test.services, await merchant(), '1001')
    expect(pack.inquiries).toMatchObject([
      { answered_at: null, closed_at: '2026-03-02T16:00:00.000Z' },
    ])
  })

  it('is opened again, with the clock that it had, and who it was is kept', async () => {
    await ask(THANKS)
    const id = await idOf(THANKS)
    expect(await reopen(id)).toBe('same')
    await close(id)
    await advance('PT2H')
    await support.reopenInquiry(shop.id, '1001', id, 'maya@alder.test')
    expect(await open1()).toEqual([THANKS])
    expect((await view()).questions).toMatchObject([
      { isClosed: false, answeredAt: null, answerDueAt: '2026-03-03T16:00:00.000Z' },
    ])
    expect(await acts('inquiry.reopened')).toMatchObject([{ actor: 'maya@alder.test' }])
    expect(await reopen(id)).toBe('same')

    expect(await read(closedInquiry, await close(id))).toEqual({ result: 'closed' })
    expect(await reopen(id)).toBe('reopened')
    expect(await acts('inquiry.reopened')).toMatchObject([{}, { actor: 'api' }])
  })

  it('has its acknowledgement, where that was taken back, once it is opened again', async () => {
    await ask(THANKS)
    const id = await idOf(THANKS)
    await close(id)
    await reopen(id)
    await advance('PT1M')
    const kinds = (await view()).timeline.flatMap((entry) =>
      entry.sort === 'message' && entry.kind === 'inquiry_received' ? [entry.status] : [],
    )
    expect(kinds).toEqual(['sent'])
    expect((await loadEvidence(test.services, await merchant(), '1001')).inquiries).toEqual([
      expect.not.objectContaining({ closed_at: expect.anything() }),
    ])
  })

  it('is not opened again once it was answered', async () => {
    await ask(THANKS)
    const inquiryId = await idOf(THANKS)
    await close(inquiryId)
    const letter = { text: 'With pleasure.', subject: null, inquiryId, by: 'maya' }
    await writeLetter(test.services, await merchant(), '1001', letter)
    expect(await reopen(inquiryId)).toBe('same')
    expect(await open1()).toEqual([])
  })

  it('said once more in the same words is a question, and said twice at once is one', async () => {
    await ask(THANKS)
    await ask(THANKS)
    expect(await open1()).toEqual([THANKS])
    await close(await idOf(THANKS))
    await ask(THANKS)
    expect(await open1()).toEqual([THANKS])
    expect((await view()).questions).toHaveLength(2)
  })

  it('opens a clock of its own when the customer writes again', async () => {
    await ask(THANKS)
    await close(await idOf(THANKS))
    await advance('PT3H')
    await ask('One more thing: which colour is it?')
    expect(await open1()).toEqual(['One more thing: which colour is it?'])
  })
})
