import { Worker } from 'node:worker_threads'
import type { HandedOver, Mail, MailChannel } from '../domain/outcome.ts'
import type { SendGridSettings } from './sendgrid.ts'

type Answer = { n: number } & ({ handedOver: HandedOver } | { fault: string })
type Waiting = { answer(handedOver: HandedOver): void; fail(error: Error): void }

/**
 * SendGrid called from a thread of its own. Its library takes as long of the processor as rendering
 * does, and the process that sends is busy on one core alone: it plans, renders and stores meanwhile.
 * Where the thread ends no answer will come, and what it was handed is unclear.
 */
export function besideMail(settings: SendGridSettings): MailChannel & { close(): Promise<void> } {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | null = null
  let last = 0

  function start(): Worker {
    const started = new Worker(new URL('./sendgrid-thread.ts', import.meta.url), {
      workerData: settings,
      execArgv: [], // it reads no page, so it needs no loader of them
    })
    let why = 'the thread that sends has ended'
    started.on('message', (answer: Answer) => {
      const one = waiting.get(answer.n)
      waiting.delete(answer.n)
      if (waiting.size === 0) started.unref()
      if ('fault' in answer) one?.fail(new Error(answer.fault))
      else one?.answer(answer.handedOver)
    })
    started.on('error', (error) => {
      why = `the thread that sends has failed: ${error.message}`
    })
    started.once('exit', () => {
      thread = null
      for (const one of waiting.values())
        one.answer({ outcome: { status: 'unclear', detail: why }, bytes: '' })
      waiting.clear()
    })
    started.unref()
    return started
  }

  return {
    name: 'sendgrid',
    bounds: settings.perSecond ? { perSecond: settings.perSecond } : {},
    send(mail: Mail) {
      thread ??= start()
      last += 1
      const n = last
      const asked = thread
      return new Promise((answer, fail) => {
        // Nobody may end while an answer is on its way; an idle thread holds up no end.
        if (waiting.size === 0) asked.ref()
        waiting.set(n, { answer, fail })
        asked.postMessage({ n, mail })
      })
    },
    async close() {
      await thread?.terminate()
    },
  }
}
