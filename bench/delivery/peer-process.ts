import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createChannels } from '../../src/channels/index.ts'
import { answerQuestions } from '../child.ts'
import { mailOf } from './sender.ts'
import type { Scene } from './template-order.ts'

export type PeerName =
  | 'graphile-worker, tuned'
  | 'graphile-worker, batching off'
  | 'pg-boss, tuned'
  | 'BullMQ, tuned'
export type PeerQuestion = {
  name: PeerName
  folder: string
  scene: Scene
  sinkPort: number
  postgresUrl: string
  redisPort: number
  /** A moment each, as milliseconds; the job's number is its place. */
  moments: readonly number[]
}
export type PeerAnswer = { enqueued: number }

type Job = { n: number; dueAt: number; customer: object; lines: object[] }
type Send = (job: Job) => Promise<void>
// biome-ignore lint/suspicious/noExplicitAny: they are no dependencies, so nothing knows their types
type Library = any

/** The recipe of each, at its best setting on such a machine unless its name says otherwise. */
const RUN: Record<PeerName, (question: PeerQuestion, jobs: Job[], send: Send) => Promise<void>> = {
  'graphile-worker, tuned': (question, jobs, send) =>
    graphile(question, jobs, send, {
      concurrentJobs: 24,
      maxPoolSize: 25,
      pollInterval: 100,
      localQueue: { size: 500 },
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
    }),
  // As shipped but for its concurrency, which would be 1.
  'graphile-worker, batching off': (question, jobs, send) =>
    graphile(question, jobs, send, { concurrentJobs: 50, maxPoolSize: 51, pollInterval: 2_000 }),
  'pg-boss, tuned': pgBoss,
  'BullMQ, tuned': bullmq,
}

answerQuestions(async (question: PeerQuestion): Promise<PeerAnswer> => {
  const apiUrl = `http://127.0.0.1:${question.sinkPort}`
  const settings = { sendgrid: { apiKey: 'SG.bench', apiUrl }, smtp: null, twilio: null }
  const { mail } = createChannels(settings, Date.now)
  const jobs = question.moments.map((dueAt, n) => jobOf(n, dueAt))
  await RUN[question.name](question, jobs, async ({ n }) => {
    const { outcome } = await mail.send(mailOf(question.scene, n))
    if (outcome.status !== 'accepted') throw new Error(JSON.stringify(outcome))
  })
  return { enqueued: jobs.length }
})

/** Half a kilobyte, as what a message is rendered from would be. */
const jobOf = (n: number, dueAt: number): Job => ({
  n,
  dueAt,
  customer: { name: 'Margaret Ellison', email: `margaret.${n}@example.com`, locale: 'en-CA' },
  lines: ['Waxed canvas apron', 'Cast iron trivet', 'Carbon steel skillet, 26 cm'].map(
    (title, at) => ({ id: `${at}`, title, quantity: 1, amount: '64.00', sku: `SKU-${at}` }),
  ),
})

async function load(folder: string, name: string): Promise<Library> {
  const path = createRequire(join(folder, 'package.json')).resolve(name)
  const loaded = (await import(pathToFileURL(path).href)) as Library
  return loaded.default && Object.keys(loaded).length <= 2
    ? { ...loaded.default, ...loaded }
    : loaded
}

function* parts<T>(all: readonly T[], size: number) {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}

async function graphile(
  { folder, postgresUrl: connectionString }: PeerQuestion,
  jobs: Job[],
  send: Send,
  worker: object,
) {
  const { makeWorkerUtils, run, Logger } = await load(folder, 'graphile-worker')
  const logger = new Logger(() => () => {})
  const utils = await makeWorkerUtils({ connectionString, logger })
  await utils.migrate()
  for (const part of parts(jobs, 5_000))
    await utils.addJobs(
      part.map((job) => ({
        identifier: 'notify',
        payload: job,
        runAt: new Date(job.dueAt),
        maxAttempts: 5,
      })),
    )
  await run({
    noHandleSignals: true,
    taskList: { notify: (job: Job) => send(job) },
    logger,
    preset: { worker: { connectionString, ...worker } },
  })
}

async function pgBoss(
  { folder, postgresUrl: connectionString }: PeerQuestion,
  jobs: Job[],
  send: Send,
) {
  const { PgBoss } = await load(folder, 'pg-boss')
  const boss = new PgBoss({ connectionString, max: 12 })
  boss.on('error', console.error)
  await boss.start()
  await boss.createQueue('notify')
  for (const part of parts(jobs, 5_000))
    await boss.insert(
      'notify',
      part.map((data) => ({ data, startAfter: new Date(data.dueAt).toISOString(), retryLimit: 5 })),
    )
  const settings = { batchSize: 1_000, pollingIntervalSeconds: 0.5 }
  for (let worker = 0; worker < 2; worker += 1)
    await boss.work('notify', settings, async (taken: { data: Job }[]) => {
      await Promise.all(taken.map(({ data }) => send(data)))
    })
}

async function bullmq({ folder, redisPort: port }: PeerQuestion, jobs: Job[], send: Send) {
  const { Queue, Worker } = await load(folder, 'bullmq')
  const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null }
  const queue = new Queue('notify', { connection })
  for (const part of parts(jobs, 2_000))
    await queue.addBulk(
      part.map((data) => ({
        name: 'n',
        data,
        opts: {
          delay: Math.max(1, data.dueAt - Date.now()),
          attempts: 5,
          removeOnComplete: true,
          removeOnFail: 1_000,
        },
      })),
    )
  new Worker('notify', (job: { data: Job }) => send(job.data), { connection, concurrency: 100 })
}
