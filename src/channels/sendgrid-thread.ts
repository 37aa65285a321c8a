import { parentPort, workerData } from 'node:worker_threads'
import type { Mail } from '../domain/outcome.ts'
import { sendgridMail } from './sendgrid.ts'

/** The thread of `beside.ts`. A fault of ours goes back as one: nobody was handed anything then. */
const channel = sendgridMail(workerData)

parentPort?.on('message', ({ n, mail }: { n: number; mail: Mail }) => {
  channel.send(mail).then(
    (handedOver) => parentPort?.postMessage({ n, handedOver }),
    (error: unknown) => parentPort?.postMessage({ n, fault: String((error as Error).stack) }),
  )
})
