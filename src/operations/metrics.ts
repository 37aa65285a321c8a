import { countDue, countOpenWalks, countWaiting } from '../db/metrics.ts'
import { LANES } from '../domain/message.ts'
import type { Services } from './services.ts'

type Metric = { name: string; type: 'gauge' | 'counter'; help: string; samples: Sample[] }
type Sample = { labels?: Record<string, string>; value: number }

/**
 * How this installation does, in Prometheus' text format 0.0.4. Gauges are of all processes, as the
 * database has it; counters are of this one, since it began. No label names a merchant: how many
 * series there are must not grow with the shops.
 */
export async function readMetrics(services: Services): Promise<string> {
  const now = services.clock.now()
  const [reached, unreached, due, walks] = await Promise.all([
    countWaiting(services.read, { isReachable: true }),
    countWaiting(services.read, { isReachable: false }),
    countDue(services.read, Object.values(LANES), now.toISOString()),
    countOpenWalks(services.read),
  ])
  const ageOf = (at: string | null) =>
    at ? Math.max(0, (now.getTime() - Date.parse(at)) / 1_000) : 0
  const byLane = Object.entries(LANES).map(([lane, number]) => ({
    labels: { lane },
    found: due.find((one) => one.lane === number),
  }))
  const metrics: Metric[] = [
    gauge('longest_silence_seconds', LONGEST_SILENCE, [{ value: ageOf(reached.silentSince) }]),
    gauge('waiting_orders', 'Live orders with something still to be shipped.', [
      { value: reached.orders + unreached.orders },
    ]),
    gauge('unreachable_waiting_orders', 'Those of them whose customer no channel reaches.', [
      { value: unreached.orders },
    ]),
    gauge(
      'due_messages',
      'Messages that are due and that no worker has taken.',
      byLane.map(({ labels, found }) => ({ labels, value: found?.messages ?? 0 })),
    ),
    gauge(
      'oldest_due_seconds',
      'For how long the oldest of them has been due.',
      byLane.map(({ labels, found }) => ({ labels, value: ageOf(found?.oldestAt ?? null) })),
    ),
    gauge('open_walks', 'Changes of many orders that are not through.', [{ value: walks }]),
    ...countersOf(services),
  ]
  return metrics.map(inText).join('')
}

const LONGEST_SILENCE =
  'How long the customer of a live order that waits and can be reached has heard nothing, at most.'

const gauge = (name: string, help: string, samples: Sample[]): Metric => ({
  name: `tidings_${name}`,
  type: 'gauge',
  help,
  samples,
})

/** What is counted in this process: the name, the label's name, what it is. */
const COUNTERS = [
  ['events', 'status', 'Events that came by POST /v1/events or a standard webhook.'],
  ['deliveries', 'status', 'Deliveries of the other connectors.'],
  ['receipts', 'kind', 'What providers said of messages once they had them.'],
  ['messages', 'status', 'Messages that this process tried to hand over, by how it ended.'],
] as const

const countersOf = ({ counters }: Services): Metric[] =>
  COUNTERS.map(([name, label, help]) => ({
    name: `tidings_${name}_total`,
    type: 'counter',
    help,
    samples: counters
      .read()
      .filter((one) => one.name === name)
      .map(({ label: value, value: count }) => ({ labels: { [label]: value }, value: count })),
  }))

function inText({ name, type, help, samples }: Metric): string {
  const lines = samples.map(({ labels = {}, value }) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`
  })
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n')
}

const escaped = (text: string) =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
