import { describe, expect, it } from 'vitest'
import { merchantInput } from '../../src/domain/merchant-input.ts'

const input = {
  name: 'Acme Outdoor',
  mode: 'test',
  time_zone: 'America/New_York',
  country: 'us',
  sender: { email: 'orders@acme.example', name: 'Acme Outdoor' },
}
const paths = (over: Record<string, unknown>) =>
  merchantInput.safeParse({ ...input, ...over }).error?.issues.map(({ path }) => path.join('.')) ??
  []

describe('what a merchant is made of', () => {
  it('takes the least, with the cadence as it is', () => {
    expect(merchantInput.parse(input)).toMatchObject({
      country: 'US',
      locale: 'en-US',
      policy: { silence_budget_days: 7 },
    })
  })

  it.each([
    ['a zone that is none', { time_zone: 'Mars/Olympus' }, ['time_zone']],
    ['a country in words', { country: 'USA' }, ['country']],
    ['a country that is none', { country: 'ZZ' }, ['country']],
    [
      'a sender without an address',
      { sender: { email: 'orders', name: 'Acme' } },
      ['sender.email'],
    ],
    ['a name of two lines', { name: 'Acme\r\nBcc: all@x.test' }, ['name']],
    ['a name that ends in a line break', { name: 'Acme\n' }, ['name']],
    [
      'a sender of two lines',
      { sender: { email: 'orders@acme.example', name: 'Acme\r\nOutdoor' } },
      ['sender.name'],
    ],
    ['a slug with spaces', { slug: 'acme outdoor' }, ['slug']],
    ['a language that is none', { locale: '!' }, ['locale']],
    [
      'a policy that breaks a promise',
      { policy: { kinds_off: ['eta_slipped'] } },
      ['policy.kinds_off.0'],
    ],
    [
      'a clock for a live one',
      { mode: 'live', clock: '2026-01-01T00:00:00Z', clock_mode: 'running' },
      ['clock', 'clock_mode'],
    ],
  ])('refuses %s', (_, over, faults) => {
    expect(paths(over)).toEqual(faults)
  })

  it('lets a test merchant start at any moment', () => {
    expect(paths({ clock: '2020-01-01T00:00:00Z', clock_mode: 'running' })).toEqual([])
  })
})
