import { expect, it } from 'vitest'
import { merchantNow } from '../../src/domain/merchant-clock.ts'

const SYSTEM = new Date('2026-03-02T15:00:00Z')
const at = '2026-01-01T00:00:00.000Z'

it('is the system’s for a live merchant', () => {
  expect(merchantNow({ clock: null }, SYSTEM)).toBe('2026-03-02T15:00:00.000Z')
})

it('stands still for a test merchant, whatever the system’s does', () => {
  expect(merchantNow({ clock: { at, runningSince: null } }, SYSTEM)).toBe(at)
})

it('runs on from where it stood, once it is let go', () => {
  const runs = (runningSince: string) => merchantNow({ clock: { at, runningSince } }, SYSTEM)

  expect(runs('2026-03-02T14:59:30Z')).toBe('2026-01-01T00:00:30.000Z')
  expect(runs('2026-03-02T15:00:30Z')).toBe(at) // a system clock that was set back
})
