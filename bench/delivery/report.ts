import { median } from '../statistics.ts'

/** One line of the outcome: what it is, what was found, and what was aimed at. */
export type Figure = { what: string; found: string; aim?: string; isMet?: boolean }
export type Aim = { atLeast: number } | { atMost: number }

/** With its aim beside it, and a plain word where that is missed. */
export function figure(what: string, value: number, aim: Aim, found: string): Figure {
  const isMet = 'atLeast' in aim ? value >= aim.atLeast : value <= aim.atMost
  const said = 'atLeast' in aim ? `≥ ${aim.atLeast}` : `≤ ${aim.atMost}`
  return { what, found, aim: said, isMet }
}

export function printFigures(title: string, figures: readonly Figure[]) {
  console.log(`\n${title}`)
  const widest = Math.max(...figures.map(({ what }) => what.length))
  for (const { what, found, aim, isMet } of figures) {
    const judged = aim === undefined ? '' : `   aim ${aim}: ${isMet ? 'met' : 'MISSED'}`
    console.log(`  ${what.padEnd(widest)}   ${found}${judged}`)
  }
}

/** The median with its range; how many there are is said at the head. */
export function spread(values: readonly number[], digits = 0): string {
  if (values.length === 0) return 'none'
  const of = (value: number) => value.toLocaleString('en', options(digits))
  if (values.length === 1) return of(median(values))
  return `${of(median(values))} (${of(Math.min(...values))}–${of(Math.max(...values))})`
}

const options = (digits: number) => ({
  minimumFractionDigits: digits,
  maximumFractionDigits: digits,
})

/** Of each round by itself: neighbours in time met the same machine. */
export const ratios = (above: readonly number[], below: readonly number[]): number[] =>
  above.flatMap((value, round) => {
    const other = below[round]
    return other === undefined ? [] : [value / other]
  })
