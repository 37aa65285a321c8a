import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Child, startChild } from './child.ts'
import type { CommitResult, CommitRun } from './commit-loop.ts'
import { measureFsync } from './disk.ts'
import type { Load, LoadResult } from './load.ts'
import type { Rendering, RenderRun } from './render.ts'
import { printReport } from './report.ts'
import type { Sample, Samples } from './samples.ts'
import type { ServerArm, ServerState } from './server.ts'

const CONNECTIONS = 64
const FULL = { rounds: 7, seconds: 5, loopSeconds: 3, renderSeconds: 17 }
const SHORT = { rounds: 2, seconds: 2, loopSeconds: 1, renderSeconds: 4 }

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    dir: { type: 'string', default: tmpdir() },
  },
})
const plan = values.short ? SHORT : FULL
const folder = mkdtempSync(join(values.dir, 'tidings-bench-'))
try {
  const loads: number[] = []
  const fsyncs: number[] = []
  const samples = await measureArms(loads, fsyncs)
  const renderings = await measureRendering()
  printReport({
    samples,
    renderings,
    fsyncs,
    loads,
    connections: CONNECTIONS,
    cores: availableParallelism(),
    folder: values.dir,
    plan,
  })
} finally {
  rmSync(folder, { recursive: true })
}

/** The arms take turns, so that what else the machine does falls on each of them alike. */
async function measureArms(loads: number[], fsyncs: number[]): Promise<Samples> {
  const generator = startChild<Load, LoadResult>('./load.ts')
  const loop = startChild<CommitRun, CommitResult>('./commit-loop.ts', [folder])
  const servers = {
    bare: startServer('bare'),
    ours: startServer('ours'),
    'ours-alone': startServer('ours-alone'),
  }
  const samples: Samples = { bare: [], loop: [], ours: [], 'ours-alone': [] }
  try {
    for (let round = 0; round <= plan.rounds; round += 1) {
      const run = `r${round}`
      for (const arm of ['bare', 'loop', 'ours', 'ours-alone'] as const) {
        const sample =
          arm === 'loop' ? await runLoop(loop, run) : await runLoad(generator, servers[arm], run)
        // Round 0 lets the engine compile what is hot.
        if (round > 0) samples[arm].push(sample)
      }
      loads.push(loadavg()[0] ?? 0)
      fsyncs.push(...measureFsync(folder))
    }
  } finally {
    await Promise.all([generator, loop, ...Object.values(servers)].map((child) => child.end()))
  }
  return samples
}

function startServer(arm: ServerArm) {
  return startChild<Record<string, never>, ServerState>('./server.ts', [arm, folder])
}

async function runLoad(
  generator: Child<Load, LoadResult>,
  server: ReturnType<typeof startServer>,
  run: string,
): Promise<Sample> {
  const { port, key, cpuMicros } = await server.ask({})
  const { seconds } = plan
  const result = await generator.ask({ run, port, key, connections: CONNECTIONS, seconds })
  const after = await server.ask({})
  return {
    perSecond: result.answers / result.seconds,
    p50: result.p50,
    p99: result.p99,
    cpuMicros: (after.cpuMicros - cpuMicros) / result.answers,
    loadCpu: result.ownCpu,
  }
}

async function runLoop(loop: Child<CommitRun, CommitResult>, run: string): Promise<Sample> {
  const { answers, seconds } = await loop.ask({ run, seconds: plan.loopSeconds })
  return { perSecond: answers / seconds }
}

async function measureRendering(): Promise<Rendering[]> {
  const renderer = startChild<RenderRun, Rendering[]>('./render.ts')
  try {
    return await renderer.ask({ seconds: plan.renderSeconds })
  } finally {
    await renderer.end()
  }
}
