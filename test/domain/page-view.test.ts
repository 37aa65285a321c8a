import { describe, expect, it } from 'vitest'
import { type PageView, soonAfter } from '../../src/domain/page-view.ts'

const view = (at: string): PageView => ({
  at,
  page: 'order',
  client: 'Safari on iPhone',
  way: null,
  postcodeGiven: false,
})
const MAIL = { id: 'msg_1', at: ['2026-03-02T15:00:00.000Z', '2026-03-02T15:04:00.000Z'] }

describe('a view soon after a message', () => {
  it.each([
    ['as it was handed over', '2026-03-02T15:00:09.999Z', 'msg_1'],
    ['as it came in', '2026-03-02T15:04:00.000Z', 'msg_1'],
    ['ten seconds later', '2026-03-02T15:00:10.000Z', null],
    ['before it', '2026-03-02T14:59:59.999Z', null],
  ])('may be a scanner: %s', (_, at, message) => {
    expect(soonAfter(view(at), [{ id: 'msg_0', at: [null] }, MAIL])).toBe(message)
  })
})
