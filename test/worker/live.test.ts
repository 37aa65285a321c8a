import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OrderKey } from '../../src/operations/live-orders.ts'
import {
  BEAT_MS,
  BEATS_MAX,
  createLive,
  STREAMS_MAX,
  STREAMS_OF_ORDER_MAX,
} from '../../src/worker/live.ts'

const ONE = { merchantId: 'mer_1', orderId: '1001' }
const TWO = { merchantId: 'mer_1', orderId: '1002' }

/** Who listens, and what they heard. */
function listener() {
  const heard: string[] = []
  return {
    heard,
    onVersion: (version: string) => void heard.push(version),
    onBeat: () => void heard.push('beat'),
    onEnd: () => void heard.push('end'),
  }
}

describe('live pages', () => {
  afterEach(() => void vi.useRealTimers())

  const versions = new Map<string, string>()
  const looks: number[] = []
  let faults: unknown[] = []
  const live = () =>
    createLive(
      async (keys: readonly OrderKey[]) => {
        looks.push(keys.length)
        if (versions.get('fails')) throw new Error('the database is away')
        return versions
      },
      (error) => void faults.push(error),
    )
  beforeEach(() => {
    vi.useFakeTimers()
    versions.clear()
    looks.length = 0
    faults = []
  })

  it('are told of a change once, and of no other order', async () => {
    const { watch, changed } = live()
    const [one, two] = [listener(), listener()]
    watch(ONE, 'a', one)
    watch(TWO, 'a', two)
    versions.set('mer_1 1001', 'b').set('mer_1 1002', 'a')
    for (let n = 0; n < 100; n += 1) changed()
    await vi.advanceTimersByTimeAsync(1_000)
    changed()
    await vi.advanceTimersByTimeAsync(1_000)

    expect(one.heard).toEqual(['b'])
    expect(two.heard).toEqual([])
    expect(looks).toEqual([2, 2])
  })

  it('cost nothing where none is open', async () => {
    const { watch, changed } = live()
    watch(ONE, 'a', listener())?.()
    changed()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([looks, vi.getTimerCount()]).toEqual([[], 0])
  })

  it('beat, find what no signal told of, and end after a quarter of an hour', async () => {
    const { watch } = live()
    const one = listener()
    watch(ONE, 'a', one)
    versions.set('mer_1 1001', 'b')
    await vi.advanceTimersByTimeAsync(BEAT_MS + 1_000)
    expect(one.heard).toEqual(['beat', 'b'])
    await vi.advanceTimersByTimeAsync(BEAT_MS * BEATS_MAX)
    expect(one.heard.at(-1)).toBe('end')
    expect(one.heard.filter((word) => word === 'end')).toHaveLength(1)
    expect(BEAT_MS * BEATS_MAX).toBe(15 * 60_000)
  })

  it('have room for so many on one link, and in one process', () => {
    const { watch } = live()
    const open = Array.from({ length: STREAMS_OF_ORDER_MAX }, () => watch(ONE, 'a', listener()))
    expect(open.every(Boolean)).toBe(true)
    expect(watch(ONE, 'a', listener())).toBeNull()
    open[0]?.()
    expect(watch(ONE, 'a', listener())).not.toBeNull()
    for (let n = STREAMS_OF_ORDER_MAX; n < STREAMS_MAX; n += 1)
      watch({ ...ONE, orderId: `order ${n}` }, 'a', listener())
    expect(watch(TWO, 'a', listener())).toBeNull()
  })

  it('end together when the process stops, and none is opened after that', () => {
    const { watch, close } = live()
    const all = [listener(), listener()]
    for (const one of all) watch(ONE, 'a', one)
    close()
    expect(all.map(({ heard }) => heard)).toEqual([['end'], ['end']])
    expect([watch(ONE, 'a', listener()), vi.getTimerCount()]).toEqual([null, 0])
  })

  it('outlive a database that is away', async () => {
    const { watch, changed } = live()
    const one = listener()
    watch(ONE, 'a', one)
    versions.set('fails', 'yes')
    changed()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(faults).toHaveLength(1)
    versions.clear()
    versions.set('mer_1 1001', 'b')
    changed()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(one.heard).toEqual(['b'])
  })
})
