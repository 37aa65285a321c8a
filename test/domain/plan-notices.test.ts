import { describe, expect, it } from 'vitest'
import { because } from '../../src/domain/because.ts'
import {
  type MerchantNotice,
  merchantFacts,
  type StoredNotice,
} from '../../src/domain/merchant-notice.ts'
import { planNotices } from '../../src/domain/plan-notices.ts'

const NOW = '2026-03-03T15:00:00.000Z'
const notice: MerchantNotice = {
  kind: 'refund.due',
  key: 'refund.due:1',
  dueAt: '2026-03-02T15:00:00.000Z',
  why: 'It is due.',
  because: because('test', {}),
  facts: merchantFacts({}),
}
const stored = (over: Partial<StoredNotice> = {}): StoredNotice => ({
  messageId: 'msg_1',
  key: notice.key,
  channel: 'notify',
  status: 'planned',
  dueAt: notice.dueAt,
  why: notice.why,
  ...over,
})
const plan = (wanted: MerchantNotice[], rows: StoredNotice[], hasNotifyEmail = true) =>
  planNotices(wanted, rows, { now: NOW, hasNotifyEmail })

describe('a plan of notices', () => {
  it('inserts what is new, at once where it is overdue, day or night', () => {
    expect(plan([notice], []).insert).toMatchObject([
      { key: notice.key, dueAt: NOW, channel: 'notify', status: 'planned' },
    ])
  })

  it('holds it where there is no address, and says so', () => {
    const [held] = plan([notice], [], false).insert

    expect(held).toMatchObject({ status: 'held', why: 'It is due. Held: no notify_email is set.' })
  })

  it('lets a held one go once there is an address', () => {
    const rows = [stored({ status: 'held', why: 'It is due. Held: no notify_email is set.' })]

    expect(plan([notice], rows).move).toMatchObject([
      { messageId: 'msg_1', isDueNew: true, wanted: { status: 'planned' } },
    ])
  })

  it('leaves alone what is due already, and what was sent', () => {
    expect(plan([notice], [stored()])).toMatchObject({ insert: [], move: [], withdraw: [] })
    expect(plan([notice], [stored({ status: 'sent' })])).toMatchObject({ insert: [], move: [] })
    expect(plan([], [stored({ status: 'sent' })]).withdraw).toEqual([])
  })

  it('withdraws what is done before it went, with why', () => {
    expect(plan([], [stored()]).withdraw).toMatchObject([
      { messageId: 'msg_1', why: 'It was done meanwhile, or is no longer true.' },
    ])
  })
})
