import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { answerQuestions } from './child.ts'
import { orderPlacedMaker } from './order-placed.ts'
import { percentile } from './statistics.ts'

export type Load = { run: string; port: number; key: string; connections: number; seconds: number }
export type LoadResult = {
  answers: number
  seconds: number
  p50: number
  p99: number
  /** Of one core. Near 1 the generator, and not the server, is what was measured. */
  ownCpu: number
}

/**
 * Keep-alive connections that each write one order and read its answer before the next. Written on
 * bare sockets: an HTTP client costs as much as the server, and on two cores it would be measured.
 */
async function load({ run, port, key, connections, seconds }: Load): Promise<LoadResult> {
  const bodyOf = orderPlacedMaker(run, new Date())
  const head = requestHead(key, Buffer.byteLength(bodyOf(0)))
  const latencies: number[] = []
  const cpu = process.cpuUsage()
  const begun = performance.now()
  const until = begun + seconds * 1_000
  let orders = 0

  async function client() {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    const answers = readAnswers(socket)
    while (performance.now() < until) {
      orders += 1
      const sent = performance.now()
      socket.write(head + bodyOf(orders))
      const answer = await answers.next()
      if (!answer.startsWith('HTTP/1.1 202')) throw new Error(`not accepted: ${answer}`)
      latencies.push(performance.now() - sent)
    }
    socket.destroy()
  }
  await Promise.all(Array.from({ length: connections }, client))

  const elapsed = performance.now() - begun
  const { user, system } = process.cpuUsage(cpu)
  return {
    answers: latencies.length,
    seconds: elapsed / 1_000,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    ownCpu: (user + system) / 1_000 / elapsed,
  }
}

const requestHead = (key: string, bytes: number) =>
  [
    'POST /v1/events HTTP/1.1',
    'host: 127.0.0.1',
    'user-agent: tidings-bench',
    'accept: */*',
    `authorization: Bearer ${key}`,
    'content-type: application/json',
    `content-length: ${bytes}`,
    '\r\n',
  ].join('\r\n')

const LENGTH = /\r\ncontent-length: (\d+)\r\n/i

/** One answer at a time, whole: up to the end that its own length names. */
function readAnswers(socket: Socket) {
  let waiting = { resolve(_answer: string) {}, reject(_reason: Error) {} }
  let text = ''
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk
    const bodyAt = text.indexOf('\r\n\r\n') + 4
    if (bodyAt < 4) return
    const length = Number(LENGTH.exec(text)?.[1])
    if (Number.isNaN(length)) waiting.reject(new Error(`an answer without its length: ${text}`))
    if (text.length < bodyAt + length) return
    const answer = text
    text = ''
    waiting.resolve(answer)
  })
  socket.on('error', (error) => waiting.reject(error))
  socket.on('close', () => waiting.reject(new Error('the server closed a connection')))
  return {
    next: () =>
      new Promise<string>((resolve, reject) => {
        waiting = { resolve, reject }
      }),
  }
}

answerQuestions(load)
