import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'

export const ARMS = [
  'burst',
  'latency',
  'lag',
  'empty',
  'waiting',
  'size',
  'fairness',
  'killed',
  'idle',
] as const
export type ArmName = (typeof ARMS)[number]

export type Options = {
  arms: readonly ArmName[]
  /** Due at one moment in the arms that count sends a second. */
  messages: number
  rounds: number
  /** Far in the future, beneath what is measured. */
  waiting: number
  /** Single messages of the lag. */
  singles: number
  /** What another merchant has due in the arm of fairness. */
  backlog: number
  /** Of the steady rate, with and without an idle transaction. */
  seconds: number
  /** How long what is unclear waits for a word, in the arm where a worker is killed. */
  unclearWait: number
  stores: readonly ('sqlite' | 'postgres')[]
  /** Where graphile-worker, pg-boss and BullMQ are installed; null: without them. */
  peers: string | null
  /** The disk that is measured with: where the database will lie, or the figures say nothing. */
  dir: string
  kind: MessageStory
  /** Where the product leaves a profile of its processor; null: without one, which costs a third. */
  profile: string | null
}
/** What the burst is of: the first word of an order, or the mass slip that a supplier causes. */
export type MessageStory = 'slipped' | 'confirmed'

const USAGE = `npm run bench:delivery -- [ARM …] [options]

  arms               ${ARMS.join(' ')}; without a name all of them
  --messages N       due at one moment                          (3000; the issue's figure is 20000)
  --rounds N         of the arms that take turns                (3)
  --waiting N        far in the future beneath                  (1000000)
  --singles N        single messages whose lag is taken         (100)
  --backlog N        due of another merchant, for fairness      (20000; the issue's figure is 200000)
  --seconds N        of the steady 500 a second                 (20; the issue's figure is 600)
  --unclear-wait N   seconds, for what a killed worker had begun (20; the product's default is 300)
  --kind K           slipped or confirmed                       (slipped)
  --store S          sqlite or postgres; without it both
  --peers FOLDER     where graphile-worker, pg-boss, bullmq and ioredis are installed
  --profile FOLDER   --cpu-prof of the product in the burst, whose rate then says nothing
  --dir FOLDER       where the databases lie                    (the system's temporary folder)
`

export function readOptions(): Options {
  const { values, positionals } = parse()
  if (values.help) usage()
  const unknown = positionals.filter((one) => !ARMS.includes(one as ArmName))
  const { kind, store } = values
  const count = (name: 'messages' | 'rounds' | 'waiting' | 'singles' | 'backlog' | 'seconds') =>
    wholeNumber(values[name])
  if (unknown.length > 0 || !(kind === 'slipped' || kind === 'confirmed')) usage()
  if (store !== undefined && store !== 'sqlite' && store !== 'postgres') usage()
  return {
    arms: positionals.length > 0 ? (positionals as ArmName[]) : ARMS,
    messages: count('messages'),
    rounds: count('rounds'),
    waiting: count('waiting'),
    singles: count('singles'),
    backlog: count('backlog'),
    seconds: count('seconds'),
    unclearWait: wholeNumber(values['unclear-wait']),
    stores: store ? [store] : ['sqlite', 'postgres'],
    peers: values.peers ?? null,
    dir: values.dir,
    profile: values.profile ?? null,
    kind,
  }
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', default: false },
        messages: { type: 'string', default: '3000' },
        rounds: { type: 'string', default: '3' },
        waiting: { type: 'string', default: '1000000' },
        singles: { type: 'string', default: '100' },
        backlog: { type: 'string', default: '20000' },
        seconds: { type: 'string', default: '20' },
        'unclear-wait': { type: 'string', default: '20' },
        kind: { type: 'string', default: 'slipped' },
        store: { type: 'string' },
        peers: { type: 'string' },
        profile: { type: 'string' },
        dir: { type: 'string', default: tmpdir() },
      },
    })
  } catch (error) {
    console.error((error as Error).message)
    return usage()
  }
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) usage()
  return value
}

function usage(): never {
  console.error(USAGE)
  process.exit(64)
}
