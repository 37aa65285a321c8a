import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A process of its own that answers one question after another, and ends with us. */
export type Child<Question, Answer> = {
  ask(question: Question): Promise<Answer>
  end(): Promise<void>
}

const END_MS_MAX = 5_000

export function startChild<Question, Answer>(
  file: string,
  args: readonly string[] = [],
  nodeOptions: readonly string[] = [],
): Child<Question, Answer> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: [...process.execArgv, ...nodeOptions],
    // A server's log goes where a service's goes when nobody reads it, and costs what it costs.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${file} ${args.join(' ')} ended with ${code}`)))
  })
  failed.catch(() => {}) // only a question that waits is told

  return {
    ask(question) {
      const answered = new Promise<Answer>((resolve) => {
        child.once('message', (answer) => resolve(answer as Answer))
      })
      child.send(question as object)
      return Promise.race([answered, failed])
    },
    async end() {
      if (child.connected) child.disconnect()
      const late = setTimeout(() => child.kill('SIGKILL'), END_MS_MAX)
      await ended
      clearTimeout(late)
    },
  }
}

/** The child's side. A parent that is gone, however it went, ends the child. */
export function answerQuestions<Question, Answer>(
  answer: (question: Question) => Promise<Answer>,
  close: () => Promise<void> = async () => {},
) {
  process.on('message', async (question) => {
    try {
      process.send?.(await answer(question as Question))
    } catch (error) {
      console.error(error)
      process.exit(1)
    }
  })
  process.once('disconnect', async () => {
    await close()
    process.exit(0)
  })
}
