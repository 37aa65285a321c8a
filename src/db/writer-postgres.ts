import type { Sharing, Writer } from './group-commit.ts'
import { FellApart, type Work, type WorkEnd } from './joint-transaction.ts'
import { isWorthAnotherTry } from './named-statements.ts'
import type { Db, PostgresHandle } from './open.ts'

const ATTEMPTS_MAX = 5
/** What one of them cannot have keeps all of them waiting, and what they plan is planned in one go. */
const TOGETHER_MAX = 16
/** One is planned while another is written; more would only be smaller. */
const GROUPS_MAX = 2
/** After works that could not run together so many run by themselves. */
const SINGLE_AFTER_FALL = 64

type Job = Work & { resolve(value: unknown): void; reject(reason: unknown): void }

/**
 * A transaction each, except for works that may share one: those that come together, or while two
 * such transactions are under way, go in one. A lone one never waits for company.
 */
export function postgresWriter({ db, transact, transactTogether, holds }: PostgresHandle): Writer {
  const queue: Job[] = []
  /** They want what another such transaction has. */
  const waiting: Job[] = []
  let groups = 0
  let isAsked = false
  let single = 0

  const { write, each, together } = ways(transact, transactTogether, () => {
    single = SINGLE_AFTER_FALL
  })

  function ask() {
    if (isAsked || groups >= GROUPS_MAX || queue.length === 0) return
    isAsked = true
    setImmediate(() => {
      isAsked = false
      const jobs = queue.splice(0, single > 0 ? single : TOGETHER_MAX)
      if (single === 0) void run(jobs)
      else void each(jobs)
      single = Math.max(0, single - jobs.length)
      ask()
    })
  }

  async function run(jobs: Job[]) {
    groups += 1
    const again = jobs.length > 1 ? await together(jobs) : await each(jobs)
    groups -= 1
    queue.push(...waiting.splice(0))
    const later = groups > 0 ? waiting : queue
    later.push(...(again ?? []))
    ask()
  }

  const writeOne = withRetries((work) => work(db))
  return {
    holds,
    write<T>(work: (db: Db) => Promise<T>, sharing?: Sharing): Promise<T> {
      if (!sharing) return write(work)
      if ('mayBeLost' in sharing) return writeOne(work)
      return new Promise((resolve, reject) => {
        queue.push({ run: work, resolve: resolve as Job['resolve'], reject })
        ask()
      })
    },
  }
}

/** How works are run: each in a transaction of its own, or together in one. */
function ways(
  transact: PostgresHandle['transact'],
  transactTogether: PostgresHandle['transactTogether'],
  onFall: () => void,
) {
  const write = withRetries(transact)
  const alone = (job: Job) => write(job.run).then(job.resolve, job.reject)
  const each = async (jobs: Job[]) => void (await Promise.all(jobs.map(alone)))

  return {
    write,
    each,
    /** Answers those that are to be run again. */
    async together(jobs: Job[]): Promise<Job[]> {
      try {
        const ends = await transactTogether(jobs)
        // By itself it may wait for who has what it wants, since it has nothing that they want.
        void each(jobs.filter((_, at) => ends[at] === 'alone'))
        return jobs.filter((job, at) => !isAnswered(job, ends[at] ?? 'again'))
      } catch (error) {
        if (error instanceof FellApart) {
          onFall()
          await each(jobs)
        } else for (const { reject } of jobs) reject(error)
        return []
      }
    },
  }
}

const withRetries =
  (transact: PostgresHandle['transact']) =>
  async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await transact(work)
      } catch (error) {
        if (attempt === ATTEMPTS_MAX || !isWorthAnotherTry(error)) throw error
      }
    }
  }

/** Tells a caller how it went; false where it is to be run again in company. */
function isAnswered({ resolve, reject }: Job, end: WorkEnd): boolean {
  if (end === 'again') return false
  if (end === 'alone') return true
  if ('value' in end) resolve(end.value)
  else reject(end.reason)
  return true
}
