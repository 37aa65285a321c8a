import { expect, it } from 'vitest'
import { figure, ratios, spread } from '../../bench/delivery/report.ts'

it('compares each round with its own neighbour, never a median with a median', () => {
  // The machine was half as quick in the second round: both arms felt it, their ratio did not.
  expect(ratios([80, 40, 90], [100, 50, 100])).toEqual([0.8, 0.8, 0.9])
})

it('leaves out a round that one of the two has not run', () => {
  expect(ratios([80, 40], [100])).toEqual([0.8])
})

it.each([
  [0.8, { atLeast: 0.8 }, true],
  [0.79, { atLeast: 0.8 }, false],
  [10, { atMost: 10 }, true],
  [10.1, { atMost: 10 }, false],
])('judges %d by its aim %o', (value, aim, isMet) => {
  expect(figure('x', value, aim, '')).toMatchObject({ isMet })
})

it('says that an aim is missed where there is no figure', () => {
  expect(figure('x', Number.NaN, { atMost: 10 }, '')).toMatchObject({ isMet: false })
  expect(figure('x', Number.NaN, { atLeast: 10 }, '')).toMatchObject({ isMet: false })
})

it('shows the median with its range', () => {
  expect(spread([3, 1, 2])).toBe('2 (1–3)')
  expect(spread([1_234.56], 1)).toBe('1,234.6')
  expect(spread([])).toBe('none')
})
