import { BEST, type Result } from './measure.ts'
import { LEARNED, LEARNED_TOLD, OWN_DATE, PLAIN } from './rules.ts'

/** `isReached` null: there was nothing to measure it with. */
export type Aim = { where: string; aim: string; is: string; isReached: boolean | null }

/** What the learned rule has to reach at confidence 0.9, and whether it does. */
export const aimsOf = (results: Result[]): Aim[] => results.flatMap(aimsOfOne)

function aimsOfOne(result: Result): Aim[] {
  const { set, stretch } = result
  const where = `${set}, ${stretch}`
  const is = (aim: string, value: number, isReached: boolean, unit = ''): Aim[] =>
    Number.isNaN(value)
      ? [{ where, aim, is: 'none', isReached: null }]
      : [{ where, aim, is: `${round(value)}${unit}`, isReached }]

  const learned = score(result, LEARNED)
  const atMost = (of: string, limit: number) => {
    const aim = `pinball ≤ ${round(limit)} (${of})`
    return is(aim, learned.pinball, learned.pinball <= limit)
  }
  const told = score(result, LEARNED_TOLD)
  const all = is('dates given: kept ≥ 90 %', told.kept * 100, told.kept >= 0.9, ' %')
  const [own, plain] = [score(result, OWN_DATE), score(result, PLAIN)]
  const isLast = stretch.startsWith('last')

  if (set === 'DSC, all history' && isLast) {
    const isIn = learned.kept >= 0.85 && learned.kept <= 0.93
    return [
      ...is('kept 85 to 93 %', learned.kept * 100, isIn, ' %'),
      ...atMost('20 % below the plain quantile', plain.pinball * 0.8),
      ...atMost('the constant in hindsight + 5 %', score(result, BEST).pinball * 1.05),
      ...all,
    ]
  }
  if (set === 'SCMS RDC') {
    const least = plain.kept - 0.01
    return [
      ...atMost('the plain quantile + 1 %', plain.pinball * 1.01),
      ...is(`kept ≥ ${round(least * 100)} %`, learned.kept * 100, learned.kept >= least, ' %'),
      ...(isLast
        ? []
        : is('kept ≥ 86 % (the surge)', learned.kept * 100, learned.kept >= 0.86, ' %')),
      ...all,
    ]
  }
  if (set === 'SCMS direct') {
    const { added } = result.punctual
    return [
      ...is('≤ 1 day added for punctual suppliers', added, added <= 1, ' days'),
      ...atMost('own date + 5 %', own.pinball * 1.05),
      ...all,
    ]
  }
  return set.startsWith('Olist') ? [...atMost('own date + 5 %', own.pinball * 1.05), ...all] : all
}

const score = (result: Result, rule: string) => {
  const found = result.scores[rule]
  if (!found) throw new Error(`No score of ${rule}`)
  return found
}

const round = (value: number) => String(Math.round(value * 1000) / 1000)
