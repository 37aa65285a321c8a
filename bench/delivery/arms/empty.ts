import { startChild } from '../../child.ts'
import type { LookAnswer, LookQuestion } from '../idle-look.ts'
import { type Lab, masterOf, parkedOf } from '../lab.ts'
import { type Figure, figure, printFigures } from '../report.ts'
import { analyze } from '../stores.ts'

const MS_MAX = 0.2
const PAGES_MAX = 10

/** A look that finds nothing, with nothing and with a million ahead, also when that was analyzed. */
export async function empty(lab: Lab) {
  const figures: Figure[] = []
  for (const store of lab.stores)
    for (const [name, waiting, isAnalyzed] of [
      ['0', 0, true],
      [lab.options.waiting.toLocaleString('en'), lab.options.waiting, false],
      [`${lab.options.waiting.toLocaleString('en')}, analyzed`, lab.options.waiting, true],
    ] as const) {
      const wish = { story: lab.options.kind, parked: parkedOf(lab.options), waiting }
      const master = await masterOf(lab, store, wish)
      const url = await store.copy(master.url, `empty_${Date.now()}`)
      if (isAnalyzed) await analyze(url)
      const { statements } = await look(url)
      await store.remove(url)
      figures.push(...figuresOf(`${store.name}, ${name} waiting`, statements))
    }
  printFigures('empty: what a worker with nothing to do asks of due work, all of it', figures)
}

async function look(url: string): Promise<LookAnswer> {
  const child = startChild<LookQuestion, LookAnswer>('./delivery/idle-look.ts')
  try {
    return await child.ask({ url })
  } finally {
    await child.end()
  }
}

function figuresOf(what: string, statements: LookAnswer['statements']): Figure[] {
  if (statements.length === 0) throw new Error(`${what}: no look for due work was heard`)
  const ms = statements.reduce((sum, one) => sum + one.ms, 0)
  const pages = statements.reduce((sum, one) => sum + (one.pages ?? 0), 0)
  const found = `${ms.toFixed(3)} in ${statements.length} statements`
  const figures = [figure(`${what}, ms`, ms, { atMost: MS_MAX }, found)]
  if (statements.some((one) => one.pages !== null))
    figures.push(figure(`${what}, pages`, pages, { atMost: PAGES_MAX }, String(pages)))
  return figures
}
