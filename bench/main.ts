import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureArms, measureRendering } from './measure.ts'
import { printReport } from './report.ts'
import type { Plan } from './samples.ts'

const CONNECTIONS = 64
const FULL: Plan = {
  connections: CONNECTIONS,
  rounds: 7,
  seconds: 5,
  warmSeconds: 8,
  loopSeconds: 3,
  renderSeconds: 17,
}
const SHORT: Plan = {
  connections: CONNECTIONS,
  rounds: 2,
  seconds: 2,
  warmSeconds: 2,
  loopSeconds: 1,
  renderSeconds: 4,
}

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    // The disk that is measured with: where the database will lie, or the figures say nothing.
    dir: { type: 'string', default: tmpdir() },
  },
})
const plan = values.short ? SHORT : FULL
const folder = mkdtempSync(join(values.dir, 'tidings-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
process.once('SIGINT', () => process.exit(130))

const measured = await measureArms(folder, plan)
const renderings = await measureRendering(plan)
printReport({ measured, renderings, folder: values.dir, plan })
