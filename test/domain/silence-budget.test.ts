import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../src/domain/policy.ts'
import { replan } from '../../src/domain/replan.ts'
import { busyLife, life, lifeWithRefusals } from '../support/arbitrary-lives.ts'
import { runs } from '../support/runs.ts'
import { namesItsCause } from './because-checks.ts'
import {
  breaksNewsAsNews,
  type Check,
  datesAsOne,
  dropsNothing,
  keepsTheBudget,
  keepsTheCap,
  knocksGently,
  repeatsNothing,
  saysOneDateAnHour,
  saysWhatIsTrue,
  triesAgain,
} from './life-checks.ts'
import { showsWhatHolds } from './life-checks-together.ts'
import { type House, live, WHOLE } from './life-driver.ts'

const CHECKS: Record<string, Check> = {
  'a word is planned inside the budget of silence': keepsTheBudget,
  'what is said is true when it is said': saysWhatIsTrue,
  'what is listed beside it is what holds': showsWhatHolds,
  'what ships together is told one date': datesAsOne,
  'no two dates are told within an hour': saysOneDateAnHour,
  'the cap of one an hour is kept': keepsTheCap,
  'nothing is dropped, and what is withdrawn says truly why': dropsNothing,
  'nothing is said twice': repeatsNothing,
  'a date that moved is told as news': breaksNewsAsNews,
  'every message names its rule, and what made it so': namesItsCause,
}

describe('whatever an order goes through', () => {
  it('every promise of the plan is kept', () => {
    fc.assert(
      fc.property(life, (one) => {
        const lived = live(one)
        for (const [promise, check] of Object.entries(CHECKS))
          expect(check(lived), promise).toEqual([])
      }),
      runs(60),
    )
  })

  it('a word that a provider refused is said again, and nothing is said twice', () => {
    fc.assert(
      fc.property(lifeWithRefusals, (one) => {
        const lived = live(one)
        for (const check of [triesAgain, knocksGently, repeatsNothing, dropsNothing, namesItsCause])
          expect(check(lived)).toEqual([])
      }),
      runs(30),
    )
  })
})

/** A property that cannot fail proves nothing: with a rule taken out, each must. */
describe('the properties notice', () => {
  const finds = (house: Partial<House>, check: Check, { lives = life } = {}) =>
    fc.check(
      fc.property(lives, (one) => check(live(one, { ...WHOLE, ...house })).length === 0),
      { numRuns: 200, seed: 1, endOnFailure: true },
    ).failed
  const withPolicy =
    (over: Partial<Policy>): House['replan'] =>
    (order, contact, stored, context) =>
      replan(order, contact, stored, { ...context, policy: { ...context.policy, ...over } })

  it('that no update is said', () => {
    const silent = withPolicy({ kinds_off: ['backorder_update', 'order_update'] })

    expect(finds({ replan: silent }, keepsTheBudget)).toBe(true)
  })

  it('that lines in stock are left to wait', () => {
    expect(finds({ replan: withPolicy({ kinds_off: ['order_update'] }) }, keepsTheBudget)).toBe(
      true,
    )
  })

  it('that the budget is counted a day too long', () => {
    expect(finds({ replan: withPolicy({ silence_budget_days: 8 }) }, keepsTheBudget)).toBe(true)
  })

  it('that no cap holds', () => {
    const uncapped: House['replan'] = (order, contact, stored, context) => {
      const long = stored.map((row) => (row.sentAt ? { ...row, sentAt: '1970' } : row))
      return replan(order, contact, long, context)
    }

    expect(finds({ replan: uncapped }, keepsTheCap, { lives: busyLife })).toBe(true)
  })

  it('that a message goes without being asked about again', () => {
    expect(finds({ asksAgain: false }, saysWhatIsTrue)).toBe(true)
  })

  it('that a refused word counts as said', () => {
    const deaf: House['replan'] = (order, contact, stored, context) => {
      const sent = stored.map((row) =>
        row.status === 'failed' ? { ...row, status: 'sent' as const, sentAt: row.dueAt } : row,
      )
      return replan(order, contact, sent, context)
    }

    expect(finds({ replan: deaf }, triesAgain, { lives: lifeWithRefusals })).toBe(true)
  })

  it('that facts name what is not there, or that a withdrawal has none', () => {
    const inventive: House['replan'] = (...given) => {
      const plan = replan(...given)
      const because = { rule: 'guess', facts: { events: ['evt_never'] } }
      return { ...plan, insert: plan.insert.map((one) => ({ ...one, because })) }
    }
    const silent: House['replan'] = (...given) => {
      const plan = replan(...given)
      const because = { rule: '', facts: {} }
      return { ...plan, withdraw: plan.withdraw.map((one) => ({ ...one, because })) }
    }

    expect(finds({ replan: inventive }, namesItsCause)).toBe(true)
    expect(finds({ replan: silent }, namesItsCause)).toBe(true)
  })

  it('that a withdrawal gives a reason at random', () => {
    const evasive: House['replan'] = (...given) => {
      const plan = replan(...given)
      const why = 'Everything in the order has shipped.'
      return { ...plan, withdraw: plan.withdraw.map((one) => ({ ...one, why })) }
    }

    expect(finds({ replan: evasive }, dropsNothing)).toBe(true)
  })
})
