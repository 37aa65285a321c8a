import { join } from 'node:path'
import { startChild } from '../../child.ts'
import { median } from '../../statistics.ts'
import { type Lab, load, type Master, masterOf, parkedOf, WARM } from '../lab.ts'
import { openPeers, runPeer } from '../peers.ts'
import { type Figure, figure, printFigures, ratios, spread } from '../report.ts'
import type { SenderAnswer, SenderQuestion } from '../sender.ts'
import { refuseFaults, runBurst } from './run-burst.ts'

const IN_FLIGHT = 50
type Rates = Map<string, number[]>

/** Everything due at one moment: the product, what no queue can be quicker than, and its peers. */
export async function burst(lab: Lab) {
  const { options } = lab
  const wish = { story: options.kind, parked: parkedOf(options) }
  const masters = await Promise.all(lab.stores.map((store) => masterOf(lab, store, wish)))
  const scene = masters[0]?.scene
  if (!scene) throw new Error('no store to measure')
  const peers = await openPeers(lab)
  const rates: Rates = new Map()
  const cpu: Rates = new Map()
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const how of ['sdk', 'fetch'] as const) {
      const run = await runSender(lab, scene, how)
      noteRate(rates, how, run.perSecond)
      note(cpu, how, run.cpuMicros)
    }
    for (const [at, store] of lab.stores.entries()) {
      const run = await runBurst(lab, store, masters[at] as Master, burstOptions(lab, store.name))
      refuseFaults(store.name, run, options.messages)
      noteRate(rates, store.name, run.perSecond)
      note(cpu, store.name, run.cpuMicros)
    }
    for (const peer of peers.names) {
      const rate = await runPeer(lab, peers, peer, scene)
      if (rate !== null) noteRate(rates, peer, rate)
    }
    console.log(`round ${round} of ${options.rounds}, load average ${load()}`)
  }
  await peers.close()
  print(lab, rates, cpu)
  if (peers.missing) console.log(`  ${peers.missing}`)
}

function burstOptions({ options }: Lab, store: string) {
  const { messages, profile } = options
  if (!profile) return { messages }
  return { messages, nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${join(profile, store)}`] }
}

/** Both ceilings send what a burst sends, after as much to warm up. */
async function runSender(lab: Lab, scene: SenderQuestion['scene'], how: 'sdk' | 'fetch') {
  const child = startChild<SenderQuestion, SenderAnswer>('./delivery/sender.ts')
  const question = { how, scene, sinkPort: lab.sink.port, inFlight: IN_FLIGHT }
  try {
    await child.ask({ ...question, messages: WARM })
    await lab.sink.ask({ do: 'reset', delayMs: 0 })
    const { beganAt, cpuMicros } = await child.ask({ ...question, messages: lab.options.messages })
    const { unique, lastAt } = await lab.sink.ask({ do: 'count' })
    return { perSecond: unique / ((lastAt - beganAt) / 1_000), cpuMicros }
  } finally {
    await child.end()
  }
}

/** Said at once: a run that is cut short has shown something. */
function noteRate(rates: Rates, name: string, perSecond: number) {
  note(rates, name, perSecond)
  console.log(`  ${name}: ${perSecond.toFixed(0)}`)
}

function note(rates: Rates, name: string, value: number) {
  rates.set(name, [...(rates.get(name) ?? []), value])
}

function print({ options }: Lab, rates: Rates, cpu: Rates) {
  const of = (name: string) => rates.get(name) ?? []
  const rows: Figure[] = [...rates].map(([name, all]) => ({
    what: `${NAMES[name] ?? name}, sends/s`,
    found: `${spread(all)}${cpu.has(name) ? `, ${spread(cpu.get(name) ?? [])} µs of the processor each` : ''}`,
  }))
  const against = (above: string, below: string, atLeast: number) => {
    const all = ratios(of(above), of(below))
    if (all.length > 0)
      rows.push(
        figure(`${above} ÷ ${NAMES[below] ?? below}`, median(all), { atLeast }, spread(all, 2)),
      )
  }
  against('SQLite', 'sdk', 0.8)
  against('PostgreSQL', 'sdk', 0.65)
  against('PostgreSQL', 'graphile-worker, tuned', 1.5)
  const what = `${options.messages} messages (${options.kind}) due at one moment`
  printFigures(`burst: ${what}, medians of ${options.rounds} rounds with their range`, rows)
}

const NAMES: Partial<Record<string, string>> = {
  sdk: 'ceiling (render and POST alone, @sendgrid/mail)',
  fetch: 'ceiling by plain fetch',
}
