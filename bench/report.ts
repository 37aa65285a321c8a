import { availableParallelism } from 'node:os'
import type { Rendering } from './render.ts'
import { ARMS, type Arm, type Measured, type Plan, type Sample } from './samples.ts'
import { median, percentile } from './statistics.ts'
import { printTable } from './table.ts'

type Report = { measured: Measured; renderings: Rendering[]; folder: string; plan: Plan }

const NAMES: Record<Arm, string> = {
  bare: 'A  bare Hono and zod, keeps nothing',
  loop: 'B  one insert a transaction, no HTTP',
  ours: 'C  Tidings',
  'ours-alone': 'D  Tidings without group commit',
}
const COLUMNS = ['', 'a second', 'range', 'of A', 'p50 ms', 'p99 ms', 'server µs each', 'generator']

export function printReport({ measured, renderings, folder, plan }: Report) {
  const { samples, fsyncs, loads } = measured
  console.log(
    [
      '',
      `POST /v1/events: new orders a second, ${plan.connections} keep-alive connections, SQLite with synchronous=FULL`,
      `medians of ${plan.rounds} rounds, ${plan.seconds} s an arm, the arms taking turns`,
      `Node ${process.version}, ${availableParallelism()} cores for server and load generator, load average ${range(loads, 1)}`,
      `fsync in ${folder}: median ${median(fsyncs).toFixed(2)} ms, p99 ${percentile(fsyncs, 0.99).toFixed(2)} ms`,
      '',
    ].join('\n'),
  )
  printTable(
    COLUMNS,
    ARMS.map((arm) => armRow(samples, arm)),
  )
  const times = (below: Arm) => ratio(samples, 'ours', below)
  console.log(`\nC is ${times('ours-alone')} times D, and ${times('loop')} times B\n`)
  printTable(
    ['Messages rendered in one process', 'a second'],
    renderings.map(({ what, perSecond }) => [what, whole(perSecond)]),
  )
}

function armRow(samples: Measured['samples'], arm: Arm): string[] {
  const rows = samples[arm]
  const rates = rows.map(({ perSecond }) => perSecond)
  const middle = (pick: (sample: Sample) => number | undefined) =>
    median(rows.flatMap((sample) => pick(sample) ?? []))
  const measured = [NAMES[arm], whole(median(rates)), range(rates, 0)]
  if (arm === 'loop') return measured

  return [
    ...measured,
    ratio(samples, arm, 'bare'),
    middle(({ p50 }) => p50).toFixed(1),
    middle(({ p99 }) => p99).toFixed(1),
    middle(({ cpuMicros }) => cpuMicros).toFixed(0),
    `${(middle(({ loadCpu }) => loadCpu) * 100).toFixed(0)} %`,
  ]
}

/** The median of each round's own ratio: neighbours in time met the same machine. */
function ratio(samples: Measured['samples'], above: Arm, below: Arm): string {
  const ratios = samples[above].map(
    ({ perSecond }, round) => perSecond / (samples[below][round]?.perSecond ?? Number.NaN),
  )
  return median(ratios).toFixed(2)
}

const whole = (value: number) => Math.round(value).toLocaleString('en')

const range = (values: readonly number[], digits: number) =>
  `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`
