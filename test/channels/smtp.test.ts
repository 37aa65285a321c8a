import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { type SmtpSettings, smtpMail } from '../../src/channels/smtp.ts'
import { freePort } from '../support/ports.ts'
import { mail } from './samples.ts'

const closings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close()
})

function channel(settings: SmtpSettings) {
  const made = smtpMail(settings)
  closings.push(() => made.close())
  return made
}

type Taken = { from: string; to: string[]; raw: string; connection: string }

/** A real server; `options` say what it refuses. */
async function listen(options: SMTPServerOptions = {}) {
  const taken: Taken[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, { envelope, id }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = envelope
        const from = mailFrom ? mailFrom.address : ''
        const to = rcptTo.map(({ address }) => address)
        taken.push({ from, to, raw: Buffer.concat(chunks).toString('utf8'), connection: id })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {}) // a client that goes away is part of these tests
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closings.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, taken }
}

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode })
}

/** A server of few words: each command's answer, or null to hang up. */
async function script(answer: (line: string) => string | null, greeting: string | null = '220 hi') {
  const lines: string[] = []
  const server: Server = createServer((socket: Socket) => {
    socket.on('error', () => {})
    if (greeting === null) return void socket.destroy()
    socket.write(`${greeting}\r\n`)
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) {
        lines.push(line)
        const said = answer(line)
        if (said === null) return void socket.destroy()
        if (said !== '') socket.write(`${said}\r\n`)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closings.push(() => new Promise((resolve) => server.close(resolve)))
  const { port } = server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, lines }
}

/** Passes everything on, and hangs up when a connection is asked for its second mail. */
async function serveOneMailEach(url: string) {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    let mails = 0
    socket.on('data', (data) => {
      if (data.includes('MAIL FROM') && ++mails === 2) socket.destroy()
    })
    const onward = connect(Number(new URL(url).port), '127.0.0.1')
    socket.pipe(onward).pipe(socket)
    socket.on('close', () => onward.destroy())
    for (const end of [socket, onward]) end.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closings.push(() => new Promise((resolve) => server.close(resolve)))
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets }
}

describe('a mail by SMTP', () => {
  it('arrives as it was written, and is kept as it went', async () => {
    const { url, taken } = await listen()

    const { outcome, bytes } = await channel({ url }).send(mail)

    expect(outcome).toEqual({ status: 'accepted', providerId: mail.headers['Message-ID'] })
    expect(taken).toHaveLength(1)
    expect(taken[0]).toMatchObject({ from: mail.from.email, to: [mail.to.email] })
    expect(taken[0]?.raw).toBe(bytes)

    const parsed = await PostalMime.parse(taken[0]?.raw ?? '')
    expect(parsed).toMatchObject({
      subject: mail.subject,
      from: { address: mail.from.email, name: mail.from.name },
      to: [{ address: mail.to.email, name: mail.to.name }],
      replyTo: [{ address: mail.replyTo?.email, name: mail.replyTo?.name }],
      messageId: mail.headers['Message-ID'],
      references: mail.headers.References,
    })
    expect(parsed.html?.trim()).toBe(mail.html)
    expect(parsed.text?.trim()).toBe(mail.text.trim())
    const headers = Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value]))
    expect(headers['list-unsubscribe']).toBe(mail.headers['List-Unsubscribe'])
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
    expect(headers['auto-submitted']).toBe('auto-generated')
  })

  it('carries lines that begin with a dot', async () => {
    const { url, taken } = await listen()
    const body = 'one\n.\n..two\n.three\n'

    await channel({ url }).send({ ...mail, html: null, text: body })

    const parsed = await PostalMime.parse(taken[0]?.raw ?? '')
    expect(parsed.text?.trim()).toBe(body.trim())
  })

  it('uses one connection again', async () => {
    const connections = new Set<string>()
    const { url, taken } = await listen({
      onConnect({ id }, done) {
        connections.add(id)
        done()
      },
    })
    const pooled = channel({ url })

    for (const subject of ['one', 'two', 'three']) await pooled.send({ ...mail, subject })

    expect(taken).toHaveLength(3)
    expect(connections.size).toBe(1)
  })

  it('goes by a new connection where the kept one turns out to be closed', async () => {
    const { url, taken } = await listen()
    const server = await serveOneMailEach(url)
    const pooled = channel({ url: server.url })

    await pooled.send(mail)
    const { outcome } = await pooled.send({ ...mail, subject: 'again' })

    expect(outcome.status).toBe('accepted')
    expect(taken).toHaveLength(2)
    expect(server.sockets).toHaveLength(2)
  })

  it('does not go out with a subject that hides a header', async () => {
    const { url, taken } = await listen()

    const handed = await channel({ url }).send({ ...mail, subject: 'Hi\r\nBcc: x@evil.example' })

    expect(handed.outcome).toMatchObject({ status: 'rejected', code: 'header_invalid' })
    expect(handed.bytes).toBe('')
    expect(taken).toEqual([])
  })
})

describe('replies of an SMTP server', () => {
  it.each([
    [450, 'try_later'],
    [421, 'try_later'],
    [550, 'rejected'],
    [552, 'rejected'],
  ])('%i to the recipient is %s', async (code, status) => {
    const words = `no room for <${mail.to.email}>`
    const { url } = await listen({ onRcptTo: (_to, _session, done) => done(refusal(code, words)) })

    const { outcome, bytes } = await channel({ url }).send(mail)

    expect(outcome).toMatchObject({ status, code: String(code) })
    expect(JSON.stringify(outcome)).not.toContain(mail.to.email)
    expect(bytes).not.toBe('')
  })

  it.each([
    [451, 'try_later'],
    [554, 'rejected'],
  ])('%i to the sender is %s', async (code, status) => {
    const { url } = await listen({
      onMailFrom: (_from, _session, done) => done(refusal(code, 'not you')),
    })

    const { outcome } = await channel({ url }).send(mail)
    expect(outcome).toMatchObject({ status, code: String(code) })
  })

  it.each([
    [451, 'try_later'],
    [554, 'rejected'],
  ])('%i to the message is %s', async (code, status) => {
    const { url } = await listen({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(refusal(code, 'not this')))
      },
    })

    const { outcome } = await channel({ url }).send(mail)
    expect(outcome).toMatchObject({ status, code: String(code) })
  })

  it('a wrong password is ours to mend, not the mail’s end', async () => {
    const { url } = await listen({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(refusal(535, 'wrong password')),
    })

    const { outcome } = await channel({ url: url.replace('//', '//user:secret@') }).send(mail)

    expect(outcome).toMatchObject({ status: 'try_later', code: '535' })
    expect(JSON.stringify(outcome)).not.toContain('secret')
  })

  it('a server that serves nobody today is try_later', async () => {
    const { url } = await script(() => '250 ok', '554 no service')

    const { outcome } = await channel({ url }).send(mail)
    expect(outcome).toMatchObject({ status: 'try_later', code: '554' })
  })
})

describe('connections to an SMTP server', () => {
  it('tries later where nobody listens, or the name is unknown', async () => {
    const port = await freePort()
    for (const url of [`smtp://127.0.0.1:${port}`, 'smtp://mail.invalid']) {
      const { outcome } = await channel({ url }).send(mail)
      expect(outcome).toMatchObject({ status: 'try_later', retryAfterSeconds: null })
    }
  })

  it('tries later when the server hangs up before the message', async () => {
    const atGreeting = await script(() => '250 ok', null)
    expect((await channel(atGreeting).send(mail)).outcome).toMatchObject({ status: 'try_later' })

    const atSender = await script((line) => (line.startsWith('MAIL') ? null : '250 ok'))
    expect((await channel(atSender).send(mail)).outcome).toMatchObject({ status: 'try_later' })

    const atData = await script((line) => (line === 'DATA' ? null : '250 ok'))
    expect((await channel(atData).send(mail)).outcome).toMatchObject({ status: 'try_later' })
  })

  it('is unclear when the server hangs up after the message, and sends once', async () => {
    const { url, lines } = await script((line) => {
      if (line === 'DATA') return '354 go on'
      if (line === '.') return null
      return /^(EHLO|MAIL|RCPT)/.test(line) ? '250 ok' : ''
    })

    const { outcome } = await channel({ url }).send(mail)

    expect(outcome.status).toBe('unclear')
    expect(lines.filter((line) => line === 'DATA')).toHaveLength(1)
  })

  it('is unclear when no reply to the message comes in time', async () => {
    const { url } = await script((line) => {
      if (line === 'DATA') return '354 go on'
      return /^(EHLO|MAIL|RCPT)/.test(line) ? '250 ok' : ''
    })

    expect((await channel({ url, timeoutMs: 2_000 }).send(mail)).outcome.status).toBe('unclear')
  })

  it('tries later when the server says nothing at all', async () => {
    const { url } = await script(() => '', '220-wait')

    const { outcome } = await channel({ url, timeoutMs: 200 }).send(mail)
    expect(outcome).toMatchObject({ status: 'try_later' })
  })
})
