import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startChild } from '../child.ts'
import { median } from '../statistics.ts'
import { printTable } from '../table.ts'
import { lighthouseOf } from './lighthouse.ts'
import { bytesOf, RATE, type ServerChild, type Timing, timeOf } from './measure.ts'
import type { PageServer } from './server.ts'

/** What a server may send before it hears of its reader: ten segments (RFC 6928). */
const FIRST_FLIGHT_BYTES = 14_600
const ARMS = {
  bare: 'A  bare Hono, 20 KB as they are',
  ours: 'B  Tidings, from SQLite, compressed',
}
type Arm = keyof typeof ARMS
const CODINGS = ['br', 'gzip', 'identity']

const { values } = parseArgs({
  options: { short: { type: 'boolean', default: false }, lighthouse: { type: 'string' } },
})
const { rounds, seconds } = values.short ? { rounds: 2, seconds: 2 } : { rounds: 5, seconds: 5 }
const folder = mkdtempSync(join(tmpdir(), 'tidings-page-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
process.once('SIGINT', () => process.exit(130))

const servers = { bare: start('bare'), ours: start('ours') }
const taken: Record<Arm, Timing[]> = { bare: [], ours: [] }
await inTurns(() => {})
for (let round = 0; round < rounds; round += 1)
  await inTurns((arm, timing) => taken[arm].push(timing))
const page = await servers.ours.ask('')
const scores = values.lighthouse ? await lighthouseOf(values.lighthouse, pagesOf(page)) : []
const sizes = await Promise.all(CODINGS.map((coding) => bytesOf(page, coding)))
await Promise.all(Object.values(servers).map((server) => server.end()))
report()

function start(arm: Arm): ServerChild {
  return startChild<string, PageServer>('./page/server.ts', [arm, folder])
}

/** Found without its link, of three packages, and the gate before its address. */
function pagesOf({ port, path, lookup }: PageServer) {
  const base = `http://127.0.0.1:${port}`
  return { 'look-up': base + lookup, order: base + path, postcode: `${base}${path}/postcode` }
}

async function inTurns(keep: (arm: Arm, timing: Timing) => void) {
  for (const arm of ['bare', 'ours'] as const) keep(arm, await timeOf(servers[arm], seconds))
}

function report() {
  console.log(
    `\nA page of three packages, whole and with its head, of ${FIRST_FLIGHT_BYTES} bytes\n`,
  )
  printTable(
    ['', 'bytes', 'of the first flight'],
    CODINGS.map((coding, at) => {
      const bytes = sizes[at] ?? Number.NaN
      return [coding, bytes.toLocaleString('en'), (bytes / FIRST_FLIGHT_BYTES).toFixed(2)]
    }),
  )
  const of = (arm: Arm, what: keyof Timing) => median(taken[arm].map((one) => one[what]))
  const cores = availableParallelism()
  console.log(`\n${RATE} requests a second, ${cores} cores, load ${loadavg()[0]?.toFixed(1)}\n`)
  printTable(
    ['', 'p50 ms', 'p99 ms', 'CPU ms a page', 'of A'],
    (['bare', 'ours'] as const).map((arm) => [
      ARMS[arm],
      of(arm, 'p50').toFixed(1),
      of(arm, 'p99').toFixed(1),
      of(arm, 'cpuMs').toFixed(2),
      (of(arm, 'cpuMs') / of('bare', 'cpuMs')).toFixed(1),
    ]),
  )
  if (scores.length === 0) return
  console.log('\nLighthouse, of 100\n')
  printTable(
    ['', 'performance', 'accessibility', 'best practices', 'findings'],
    scores.map((one) => [one.page, ...one.scores.map(String), one.findings.join(', ')]),
  )
}
