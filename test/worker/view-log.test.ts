import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NewPageView } from '../../src/operations/note-page-views.ts'
import { createViewLog, WAITING_MAX, WRITE_AFTER_MS } from '../../src/worker/view-log.ts'

const view = (over: Partial<NewPageView> = {}): NewPageView => ({
  merchantId: 'mer_1',
  orderId: '1001',
  linkHash: 'aa',
  at: '2026-03-02T15:00:00.000Z',
  page: 'order',
  client: 'Safari on iPhone',
  way: null,
  postcodeGiven: false,
  ...over,
})

describe('the log of page views', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const open = (write: (views: NewPageView[]) => Promise<void> = async () => {}) => {
    const written: NewPageView[][] = []
    const faults: unknown[] = []
    const log = createViewLog(
      async (views) => {
        await write(views)
        written.push(views)
      },
      (error) => void faults.push(error),
    )
    return { log, written, faults }
  }

  it('writes what came together at once, behind the answers, each view once', async () => {
    const { log, written } = open()
    log.note(view())
    log.note(view({ at: '2026-03-02T15:59:59.000Z' }))
    log.note(view({ page: 'cancel' }))
    expect(written).toEqual([])

    await vi.advanceTimersByTimeAsync(WRITE_AFTER_MS)
    expect(written).toEqual([[view(), view({ page: 'cancel' })]])
  })

  it('asks the database nothing of who reloads within the hour', async () => {
    const { log, written } = open()
    log.note(view())
    await vi.advanceTimersByTimeAsync(WRITE_AFTER_MS)
    log.note(view({ at: '2026-03-02T15:30:00.000Z' }))
    await log.close()
    expect(written).toHaveLength(1)

    log.note(view({ at: '2026-03-02T16:00:00.000Z' }))
    log.note(view({ postcodeGiven: true }))
    await log.close()
    expect(written[1]).toHaveLength(2)
  })

  it('writes what waits when it is closed', async () => {
    const { log, written } = open()
    log.note(view())
    await log.close()

    expect(written).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(WRITE_AFTER_MS)
    expect(written).toHaveLength(1)
  })

  it('keeps no more waiting than so many, and goes on after a fault', async () => {
    let fails = true
    const { log, written, faults } = open(async () => {
      if (fails) throw new Error('the database is away')
    })
    for (let n = 0; n <= WAITING_MAX; n += 1) log.note(view({ linkHash: `hash${n}` }))
    await vi.advanceTimersByTimeAsync(WRITE_AFTER_MS)
    expect([written.length, faults.length]).toEqual([0, 1])

    fails = false
    for (let n = 0; n <= WAITING_MAX; n += 1) log.note(view({ linkHash: `hash${n}` }))
    await log.close()
    expect(written.map((views) => views.length)).toEqual([WAITING_MAX])
  })
})
