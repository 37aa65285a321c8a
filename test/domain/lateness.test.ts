import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import { latenessOf, learnBuffer, type SupplyOutcome } from '../../src/domain/lateness.ts'

const TODAY = '2026-06-01'
const asked = { supplier: 'Acme', confidence: 0.9, maxBufferDays: 30, fallbackDays: 9 }

/** A supply that was promised `ago` days before today, a month after it was ordered. */
function supply(came: { late: number | null; ago?: number } & Partial<SupplyOutcome>) {
  const { late, ago = 100, ...rest } = came
  const promisedOn = addDays(TODAY, -ago)
  const toldOn = addDays(promisedOn, -30)
  const closedOn = late === null ? null : addDays(promisedOn, late)
  return { supplier: 'Acme', toldOn, promisedOn, seenOn: toldOn, closedOn, ...rest }
}

const times = (count: number, came: Parameters<typeof supply>[0]): SupplyOutcome[] =>
  Array.from({ length: count }, () => supply(came))

const learn = (outcomes: SupplyOutcome[], ask: Partial<typeof asked> = {}) =>
  learnBuffer(latenessOf(outcomes, TODAY), { ...asked, ...ask })

describe('a buffer from nothing', () => {
  it.each([0.5, 0.9, 0.99])('is the default rule at a confidence of %f', (confidence) => {
    expect(learn([], { confidence })).toMatchObject({
      days: 9,
      honestDays: 9,
      rule: 'default',
      reason: 'no_history',
      merchantSamples: 0,
    })
  })

  it('is the default rule while fewer than ten supplies are known, however late they came', () => {
    expect(learn(times(9, { late: 12 }))).toMatchObject({
      days: 9,
      rule: 'default',
      merchantSamples: 9,
    })
    expect(learn(times(10, { late: 12 })).rule).toBe('learned')
  })

  it('is the default rule also where nothing is due yet, and above the limit', () => {
    const notDue = times(40, { late: null, ago: -5 })

    expect(learn(notDue, { maxBufferDays: 5 })).toMatchObject({ days: 9, rule: 'default' })
  })

  it('is hardly moved by the first supplies: the default rule counts as ten', () => {
    expect(learn(times(1, { late: 0 })).days).toBe(9)
    expect(learn(times(1, { late: 40 })).days).not.toBe(40)
    expect(learn(times(60, { late: 0 }), { supplier: 'Unknown' }).days).toBe(0)
  })
})

describe('what is still open', () => {
  const punctual = times(55, { late: 0 })
  const late = times(5, { late: 12 })

  it('counts as at least that late: the late ones have not come yet', () => {
    const open = times(30, { late: null, ago: 50 })

    expect(learn([...punctual, ...late]).days).toBe(0)
    expect(learn([...punctual, ...late, ...open])).toMatchObject({
      days: null,
      reason: 'too_long',
      open: 30,
    })
  })

  it('says nothing before its date', () => {
    const slow = times(30, { late: 6 })
    const notDue = times(200, { late: null, ago: -20 })

    expect(learn([...slow, ...notDue])).toEqual(learn(slow))
  })

  it('says how late it is at least, and not that it is later', () => {
    const slow = [...times(180, { late: 1 }), ...times(15, { late: 7 })]
    const justDue = times(40, { late: null, ago: 3 })

    // They share the fate of those that came after 7, as they are not among those of the first day.
    expect(learn(slow).days).toBe(1)
    expect(learn([...slow, ...justDue]).days).toBe(7)
  })

  it('says nothing of a day that is not over', () => {
    const slow = [...times(90, { late: 0 }), ...times(15, { late: 3 })]
    const today = times(40, { late: null, ago: 3 })

    expect(learn([...slow, ...today], { supplier: 'Unknown' }).days).toBe(3)
  })

  it('stops counting a year after its date: it will never be closed', () => {
    const slow = times(60, { late: 8, ago: 500 })

    expect(learn([...slow, ...times(20, { late: null, ago: 366 })]).days).toBe(8)
    expect(learn([...slow, ...times(20, { late: null, ago: 365 })]).days).toBeNull()
  })

  it('stops counting when it is cancelled, but was late until then', () => {
    const slow = times(60, { late: 5 })
    const cancelled = times(30, { late: null, cancelledOn: addDays(TODAY, -97) })
    const open = times(30, { late: null })

    expect(learn([...slow, ...cancelled])).toMatchObject({ days: 5, open: 0 })
    expect(learn([...slow, ...open]).days).toBeNull()
  })
})

describe('what was imported', () => {
  const others = { supplier: null }
  const watched = [...times(50, { late: 0, ...others }), ...times(20, { late: 5, ...others })]

  it('counts from the day it was seen: the punctual ones of its time were never imported', () => {
    const seenOn = addDays(TODAY, -60)
    const stubborn = { late: null, ago: 100, ...others }

    expect(learn(watched).days).toBe(5)
    expect(learn([...watched, ...times(70, { ...stubborn, seenOn })]).days).toBe(5)
    expect(learn([...watched, ...times(70, stubborn)]).days).toBeNull()
  })

  it('is left out where it was over before: its date is a revised one', () => {
    const closed = times(500, { late: 0, ago: 100, seenOn: addDays(TODAY, -60), ...others })

    expect(learn([...watched, ...closed])).toEqual(learn(watched))
  })

  it('is no record against a supplier that keeps its dates', () => {
    const seenOn = addDays(TODAY, -10)
    const imported = times(20, { late: null, ago: 50, seenOn })

    expect(learn([...times(10, { late: 0 }), ...imported])).toMatchObject({
      days: 0,
      reason: 'own_date_kept',
      watched: 10,
      samples: 30,
    })
  })
})

describe('a supplier among others', () => {
  const lateOthers = times(200, { late: 20, supplier: 'Late' })
  const punctualOthers = times(200, { late: 0, supplier: 'Punctual' })

  it('gets nothing where it keeps its own dates, whatever the others do', () => {
    expect(learn([...lateOthers, ...times(10, { late: 0 })])).toMatchObject({
      days: 0,
      reason: 'own_date_kept',
    })
    expect(learn([...lateOthers, ...times(9, { late: 0 })]).days).toBe(20)
  })

  it('is not believed for a share of kept dates below the confidence', () => {
    const nearly = [...times(17, { late: 0 }), ...times(3, { late: 4 })]

    expect(learn([...lateOthers, ...nearly]).days).toBe(20)
    expect(learn([...lateOthers, ...nearly], { confidence: 0.8 }).days).toBe(0)
  })

  it('is not believed for what came before dates that are still ahead', () => {
    const early = times(10, { late: -25, ago: -20 })

    expect(learn([...lateOthers, ...early])).toMatchObject({ samples: 10, watched: 0, days: 20 })
  })

  it('has the benefit of the doubt that so many supplies leave', () => {
    const all = (onTime: number) => [
      ...times(onTime, { late: 0, supplier: null }),
      ...times(1000 - onTime, { late: 12, supplier: null }),
    ]

    expect(learn(all(901)).days).toBe(0)
    expect(learn(all(899)).days).toBe(9)
    expect(learn(all(880)).days).toBe(12)
  })

  it('is judged by the others while its own are few, and by itself when they are many', () => {
    expect(learn([...punctualOthers, ...times(3, { late: 12 })]).days).toBe(0)
    expect(learn([...punctualOthers, ...times(30, { late: 12 })]).days).toBe(12)
  })

  it('is not drowned by any number of others', () => {
    const crowd = times(3000, { late: 0, supplier: 'Punctual' })

    expect(learn([...crowd, ...times(30, { late: 12 })]).days).toBe(12)
  })

  it('that nobody knows is judged by all', () => {
    expect(learn(lateOthers)).toMatchObject({ days: 20, samples: 0, merchantSamples: 200 })
    expect(learn(lateOthers, { supplier: null } as never)).toMatchObject({ days: 20 })
  })
})

describe('the limit', () => {
  it('lets no date be told where the honest buffer is longer', () => {
    const slow = times(40, { late: 31 })

    expect(learn(slow)).toMatchObject({ days: null, honestDays: 31, reason: 'too_long' })
    expect(learn(slow, { maxBufferDays: 31 })).toMatchObject({ days: 31, reason: 'learned' })
  })

  it('is passed by what never comes, however long it is', () => {
    const never = times(40, { late: null, ago: 300 })

    expect(learn(never, { maxBufferDays: 365 })).toMatchObject({ days: null, honestDays: 366 })
  })

  it('names no day that fewer than ten supplies have had the time to reach', () => {
    const fresh = (count: number) => [
      ...times(25, { late: 1, ago: 5 }),
      ...times(count, { late: 25, ago: 30 }),
    ]

    expect(learn(fresh(9)).days).toBeNull()
    expect(learn(fresh(10)).days).toBe(25)
  })
})

describe('at every history', () => {
  const day = fc.integer({ min: -200, max: 60 }).map((days) => addDays(TODAY, days))
  const outcome: fc.Arbitrary<SupplyOutcome> = fc
    .record({
      supplier: fc.constantFrom('Acme', 'Other', null),
      toldOn: day,
      lead: fc.integer({ min: 0, max: 60 }),
      late: fc.option(fc.integer({ min: -20, max: 90 })),
      seenAfter: fc.constantFrom(0, 0, 0, 40),
      cancelledOn: fc.option(day, { freq: 9 }),
    })
    .map(({ toldOn, lead, late, seenAfter, ...rest }) => {
      const promisedOn = addDays(toldOn, lead)
      const closedOn = late === null ? null : addDays(promisedOn, late)
      return { ...rest, toldOn, promisedOn, closedOn, seenOn: addDays(toldOn, seenAfter) }
    })
  const history = fc.array(outcome, { maxLength: 80 })

  it('adds whole days, none below nought, none above the limit', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 60 }), (outcomes, maxBufferDays) => {
        const { days, honestDays, rule } = learn(outcomes, { maxBufferDays })
        expect(Number.isInteger(honestDays) && honestDays >= 0).toBe(true)
        if (days !== null) expect(rule === 'default' || days <= maxBufferDays).toBe(true)
        expect(days === null || days === honestDays).toBe(true)
      }),
    )
  })

  it('adds no fewer days for more confidence', () => {
    const share = fc.double({ min: 0.5, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(history, share, share, (outcomes, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        expect(learn(outcomes, { confidence: low }).honestDays).toBeLessThanOrEqual(
          learn(outcomes, { confidence: high }).honestDays,
        )
      }),
    )
  })

  it('knows nothing of what came, was told or was cancelled later', () => {
    fc.assert(
      fc.property(history, (outcomes) => {
        const isPast = (date: string | null | undefined) => (date && date < TODAY ? date : null)
        const known = outcomes
          .filter(({ seenOn }) => seenOn <= TODAY)
          .map((one) => ({
            ...one,
            closedOn: isPast(one.closedOn),
            cancelledOn: isPast(one.cancelledOn),
          }))
        expect(learn(outcomes)).toEqual(learn(known))
      }),
    )
  })
})
