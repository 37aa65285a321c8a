import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type Said = { status: number; headers?: Record<string, string>; body?: unknown } | 'hang up'

/** A SendGrid that answers in turn, the last answer for good; what it was asked is counted. */
export function answering(...answers: Said[]) {
  const asked: string[] = []
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? { status: 202 }
    asked.push(request.url ?? '')
    request.resume().on('end', () => {
      if (answer === 'hang up') return void request.socket.destroy()
      response.writeHead(answer.status, answer.headers ?? {})
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body))
    })
  }
  return { asked, listener }
}

/** A real SMTP server that takes what the options don't refuse, and counts it. */
export async function withSmtp<T>(
  options: SMTPServerOptions,
  use: (server: { url: string; taken: string[] }) => Promise<T>,
): Promise<T> {
  const taken: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks).toString('utf8'))
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {}) // a client that goes away is part of these tests
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.server.address() as AddressInfo
    return await use({ url: `smtp://127.0.0.1:${port}`, taken })
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
}
