import { expect, it } from 'vitest'
import { createTries } from '../../src/http/tries.ts'
import { clockAt } from '../support/clock.ts'

const keysMax = 100
const limits = {
  address: { burst: 20, secondsEach: 10, keysMax },
  target: { burst: 3, secondsEach: 60, keysMax },
  own: { burst: 2, secondsEach: 600, keysMax },
  reserve: { burst: 5, secondsEach: 60, keysMax },
}
const open = () => {
  const clock = clockAt('2026-03-02T15:00:00Z')
  const tries = createTries(limits)
  return {
    clock,
    take: (address: string, target = 'order') => tries.take({ address, target, now: clock.now() }),
  }
}

it('leaves some tries to who comes from elsewhere, where a stranger used up the target', () => {
  const { take, clock } = open()
  const stranger = () => [1, 2, 3, 4, 5, 6, 7].map(() => take('stranger'))
  expect(stranger()).toEqual([0, 0, 0, 0, 0, 60, 60])
  expect([take('owner'), take('owner'), take('owner')]).toEqual([0, 0, 60])

  // A stranger who takes each try as it comes still locks nobody out.
  for (let minute = 0; minute < 60; minute += 1) {
    clock.advance({ seconds: 60 })
    take('stranger')
  }
  expect(take('owner')).toBe(0)
})

it('bounds all of these together: many addresses do not guess for ever', () => {
  const { take } = open()
  const allowed = Array.from({ length: 50 }, (_, at) => take(`address ${at}`)).filter(
    (wait) => wait === 0,
  )
  expect(allowed).toHaveLength(limits.target.burst + limits.reserve.burst)
})

it('counts an address over all targets, and one target apart from another', () => {
  const { take } = open()
  const waits = Array.from({ length: 21 }, (_, at) => take('one', `target ${at}`))
  expect(waits).toEqual([...Array.from({ length: 20 }, () => 0), 10])
})
