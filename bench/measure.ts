import { loadavg } from 'node:os'
import { type Child, startChild } from './child.ts'
import type { CommitResult, CommitRun } from './commit-loop.ts'
import { measureFsync } from './disk.ts'
import type { Load, LoadResult } from './load.ts'
import type { Rendering, RenderRun } from './render.ts'
import { ARMS, type Arm, type Measured, type Plan, type Sample } from './samples.ts'
import type { ServerArm, ServerState } from './server.ts'

type Server = Child<Record<string, never>, ServerState>
type Children = {
  generator: Child<Load, LoadResult>
  loop: Child<CommitRun, CommitResult>
  servers: Record<ServerArm, Server>
}

/** The arms take turns, so that what else the machine does falls on each of them alike. */
export async function measureArms(folder: string, plan: Plan): Promise<Measured> {
  const children = startChildren(folder)
  const measured: Measured = {
    samples: { bare: [], loop: [], ours: [], 'ours-alone': [] },
    fsyncs: [],
    loads: [],
  }
  try {
    for (const arm of ARMS) await runArm(children, arm, plan, 0)
    for (let round = 1; round <= plan.rounds; round += 1) {
      for (const arm of ARMS) measured.samples[arm].push(await runArm(children, arm, plan, round))
      measured.fsyncs.push(...measureFsync(folder))
      measured.loads.push(loadavg()[0] ?? Number.NaN)
    }
  } finally {
    await endAll(children)
  }
  return measured
}

export async function measureRendering({ renderSeconds }: Plan): Promise<Rendering[]> {
  const renderer = startChild<RenderRun, Rendering[]>('./render.ts')
  try {
    return await renderer.ask({ seconds: renderSeconds })
  } finally {
    await renderer.end()
  }
}

function startChildren(folder: string): Children {
  const startServer = (arm: ServerArm): Server => startChild('./server.ts', [arm, folder])
  return {
    generator: startChild('./load.ts'),
    loop: startChild('./commit-loop.ts', [folder]),
    servers: {
      bare: startServer('bare'),
      ours: startServer('ours'),
      'ours-alone': startServer('ours-alone'),
    },
  }
}

const endAll = ({ generator, loop, servers }: Children) =>
  Promise.all([generator, loop, ...Object.values(servers)].map((child) => child.end()))

/** Round 0 only warms up. */
async function runArm(
  { generator, loop, servers }: Children,
  arm: Arm,
  plan: Plan,
  round: number,
): Promise<Sample> {
  const run = `r${round}`
  const { seconds } = round === 0 ? { seconds: plan.warmSeconds } : plan
  if (arm !== 'loop') return runLoad(generator, servers[arm], { run, seconds, plan })

  const { answers, seconds: elapsed } = await loop.ask({ run, seconds: plan.loopSeconds })
  return { perSecond: answers / elapsed }
}

async function runLoad(
  generator: Child<Load, LoadResult>,
  server: Server,
  { run, seconds, plan: { connections } }: { run: string; seconds: number; plan: Plan },
): Promise<Sample> {
  const { port, key, cpuMicros } = await server.ask({})
  const result = await generator.ask({ run, port, key, connections, seconds })
  const after = await server.ask({})
  return {
    perSecond: result.answers / result.seconds,
    p50: result.p50,
    p99: result.p99,
    cpuMicros: (after.cpuMicros - cpuMicros) / result.answers,
    loadCpu: result.ownCpu,
  }
}
