import type { Rendering } from './render.ts'
import type { Arm, Samples } from './samples.ts'
import { median, percentile } from './statistics.ts'

type Report = {
  samples: Samples
  renderings: Rendering[]
  /** Milliseconds each. */
  fsyncs: number[]
  loads: number[]
  connections: number
  cores: number
  folder: string
  plan: { rounds: number; seconds: number }
}

const ARMS: Record<Arm, string> = {
  bare: 'A  bare Hono and zod, keeps nothing',
  loop: 'B  one insert a transaction, no HTTP',
  ours: 'C  Tidings',
  'ours-alone': 'D  Tidings without group commit',
}

export function printReport(report: Report) {
  const { samples, renderings, fsyncs, loads, connections, cores, folder, plan } = report
  console.log(`
POST /v1/events: new orders a second, ${connections} keep-alive connections, SQLite with synchronous=FULL
${plan.rounds} rounds of ${plan.seconds} s an arm, the arms taking turns; medians
Node ${process.version}, ${cores} cores (one server process, one load generator), load average ${range(loads, 1)}
fsync in ${folder}: median ${median(fsyncs).toFixed(2)} ms, p99 ${percentile(fsyncs, 0.99).toFixed(2)} ms
`)
  print(
    ['', 'a second', 'range', 'of A', 'p50 ms', 'p99 ms', 'server µs each', 'generator'],
    [...Object.keys(ARMS).map((arm) => armRow(samples, arm as Arm))],
  )
  console.log(
    `\nC to D ${pairs(samples, 'ours', 'ours-alone')}, C to B ${pairs(samples, 'ours', 'loop')}\n`,
  )
  print(
    ['Messages rendered, one process', 'a second'],
    renderings.map(({ what, perSecond }) => [what, whole(perSecond)]),
  )
}

function armRow(samples: Samples, arm: Arm): string[] {
  const rows = samples[arm]
  const of = (pick: (sample: (typeof rows)[number]) => number | undefined, digits: number) => {
    const values = rows.map(pick).filter((value) => value !== undefined)
    return values.length > 0 ? median(values).toFixed(digits) : ''
  }
  const rates = rows.map(({ perSecond }) => perSecond)
  return [
    ARMS[arm],
    whole(median(rates)),
    range(rates, 0),
    arm === 'loop' ? '' : pairs(samples, arm, 'bare'),
    of(({ p50 }) => p50, 1),
    of(({ p99 }) => p99, 1),
    of(({ cpuMicros }) => cpuMicros, 0),
    of(({ loadCpu }) => loadCpu && loadCpu * 100, 0).replace(/$/, arm === 'loop' ? '' : ' %'),
  ]
}

/** The median of each round's own ratio: neighbours in time met the same machine. */
function pairs(samples: Samples, above: Arm, below: Arm): string {
  const ratios = samples[above].map(
    ({ perSecond }, round) => perSecond / (samples[below][round]?.perSecond ?? Number.NaN),
  )
  return median(ratios).toFixed(2)
}

const whole = (value: number) => Math.round(value).toLocaleString('en')

const range = (values: readonly number[], digits: number) =>
  `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`

function print(head: string[], rows: string[][]) {
  const widths = head.map((title, at) =>
    Math.max(...[head, ...rows].map((row) => (row[at] ?? '').length), title.length),
  )
  for (const row of [head, ...rows]) {
    console.log(
      row
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('   ')
        .trimEnd(),
    )
  }
}
