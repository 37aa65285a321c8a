import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sendgridMail } from '../../src/channels/sendgrid.ts'
import { freePort } from '../support/ports.ts'
import { badly, withServer } from './local-server.ts'
import { mail } from './samples.ts'

const ENDPOINT = 'https://api.sendgrid.com/v3/mail/send'
const channel = () => sendgridMail({ apiKey: 'SG.test' })

describe('answers of Mail Send v3', () => {
  const server = setupServer()
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterEach(() => server.resetHandlers())
  afterAll(() => server.close())

  function answer(
    status: number,
    headers: Record<string, string> = {},
    body: object | null = null,
  ) {
    server.use(http.post(ENDPOINT, () => HttpResponse.json(body, { status, headers })))
    return channel().send(mail)
  }

  it('is handed the mail whole, with our id and without tracking', async () => {
    let body: Record<string, unknown> = {}
    let wire = ''
    let authorization: string | null = null
    server.use(
      http.post(ENDPOINT, async ({ request }) => {
        authorization = request.headers.get('authorization')
        wire = await request.text()
        body = JSON.parse(wire)
        return new HttpResponse(null, { status: 202, headers: { 'x-message-id': 'sg1' } })
      }),
    )

    const { outcome, bytes } = await channel().send(mail)

    expect(outcome).toEqual({ status: 'accepted', providerId: 'sg1' })
    expect(bytes).toBe(wire)
    expect(authorization).toBe('Bearer SG.test')
    expect(body).toEqual({
      from: mail.from,
      reply_to: mail.replyTo,
      subject: mail.subject,
      personalizations: [{ to: [mail.to] }],
      content: [
        { type: 'text/plain', value: mail.text },
        { type: 'text/html', value: mail.html },
      ],
      headers: mail.headers,
      custom_args: { tidings_message_id: mail.messageId },
      tracking_settings: {
        click_tracking: { enable: false, enable_text: false },
        open_tracking: { enable: false },
      },
    })
  })

  it('sends plain text alone where there is no HTML, no name and no reply address', async () => {
    server.use(http.post(ENDPOINT, () => new HttpResponse(null, { status: 202 })))
    const plain = { ...mail, html: null, replyTo: null, to: { email: mail.to.email, name: null } }

    const { outcome, bytes } = await channel().send(plain)

    expect(outcome).toEqual({ status: 'accepted', providerId: null })
    const body = JSON.parse(bytes)
    expect(body.content).toEqual([{ type: 'text/plain', value: mail.text }])
    expect(body.personalizations).toEqual([{ to: [{ email: mail.to.email }] }])
    expect(body).not.toHaveProperty('reply_to')
  })

  it('keeps apart what two mails under way at once handed over', async () => {
    server.use(
      http.post(ENDPOINT, async ({ request }) => {
        const { subject } = (await request.json()) as { subject: string }
        return new HttpResponse(null, { status: 202, headers: { 'x-message-id': subject } })
      }),
    )
    const one = channel()
    const all = ['a', 'b', 'c'].map((subject) => one.send({ ...mail, subject }))

    for (const [index, { outcome, bytes }] of (await Promise.all(all)).entries()) {
      const subject = ['a', 'b', 'c'][index]
      expect(outcome).toEqual({ status: 'accepted', providerId: subject })
      expect(JSON.parse(bytes).subject).toBe(subject)
    }
  })

  it('keeps two accounts apart', async () => {
    const keys: (string | null)[] = []
    server.use(
      http.post(ENDPOINT, ({ request }) => {
        keys.push(request.headers.get('authorization'))
        return new HttpResponse(null, { status: 202 })
      }),
    )
    const [one, two] = [sendgridMail({ apiKey: 'SG.1' }), sendgridMail({ apiKey: 'SG.2' })]

    for (const account of [one, two, one]) await account.send(mail)

    expect(keys).toEqual(['Bearer SG.1', 'Bearer SG.2', 'Bearer SG.1'])
  })

  it('tries later after 429, when the answer says', async () => {
    const later = await answer(429, { 'retry-after': '17' })
    expect(later.outcome).toMatchObject({ status: 'try_later', code: '429', retryAfterSeconds: 17 })
    expect(later.bytes).not.toBe('')
  })

  it("counts a limit's reset from the answer's own date", async () => {
    const reset = String(Date.parse('2026-03-01T12:00:40Z') / 1000)
    const headers = { date: 'Sun, 01 Mar 2026 12:00:00 GMT', 'x-ratelimit-reset': reset }

    expect((await answer(429, headers)).outcome).toMatchObject({ retryAfterSeconds: 40 })
  })

  it('reads a date in Retry-After, never waits longer than a day, nor a negative time', async () => {
    const date = 'Sun, 01 Mar 2026 12:00:00 GMT'
    const at = (after: string) => answer(503, { date, 'retry-after': after })

    const soon = await at('Sun, 01 Mar 2026 12:02:00 GMT')
    expect(soon.outcome).toMatchObject({ status: 'try_later', retryAfterSeconds: 120 })
    const past = await at('Sun, 01 Mar 2026 11:00:00 GMT')
    expect(past.outcome).toMatchObject({ status: 'try_later', retryAfterSeconds: 0 })
    const never = await at('999999999')
    expect(never.outcome).toMatchObject({ status: 'try_later', retryAfterSeconds: 86_400 })
    const nonsense = await at('soon')
    expect(nonsense.outcome).toMatchObject({ status: 'try_later', retryAfterSeconds: null })
  })

  it('tries later after 500 and 503', async () => {
    for (const status of [500, 503]) {
      expect((await answer(status)).outcome).toEqual({
        status: 'try_later',
        code: String(status),
        detail: `HTTP ${status}`,
        retryAfterSeconds: null,
      })
    }
  })

  it("is rejected on other 4xx, with the API's words and without the address in them", async () => {
    const errors = [
      { message: 'The address ada@customer.example is bad', field: 'personalizations.0.to' },
      { message: 'Second', field: null },
    ]

    expect((await answer(400, {}, { errors })).outcome).toEqual({
      status: 'rejected',
      code: '400',
      detail: 'personalizations.0.to: The address [address] is bad; Second',
    })
    for (const status of [401, 403, 413]) {
      expect((await answer(status)).outcome).toMatchObject({
        status: 'rejected',
        code: `${status}`,
      })
    }
  })

  it('does not follow a redirect, whose success would not be SendGrid’s', async () => {
    const moved = await answer(302, { location: 'https://login.example/' })

    expect(moved.outcome).toMatchObject({ status: 'try_later', code: '302' })
  })

  it('is unclear when the network fails without saying where', async () => {
    server.use(http.post(ENDPOINT, () => HttpResponse.error()))

    const { outcome, bytes } = await channel().send(mail)

    expect(outcome.status).toBe('unclear')
    expect(JSON.parse(bytes).subject).toBe(mail.subject)
  })

  it('asks nobody about a mail that no channel may carry', async () => {
    const { outcome, bytes } = await channel().send({ ...mail, subject: 'Hi\r\nBcc: x@y.example' })

    expect(outcome).toMatchObject({ status: 'rejected', code: 'header_invalid' })
    expect(bytes).toBe('')
  })
})

describe('connections to SendGrid', () => {
  it('speaks to another host where one is set', async () => {
    const handed = await withServer(
      (request, response) => {
        response.writeHead(202, { 'x-message-id': `id of ${request.url}` }).end()
      },
      (apiUrl) => sendgridMail({ apiKey: 'SG.test', apiUrl }).send(mail),
    )

    expect(handed.outcome).toEqual({ status: 'accepted', providerId: 'id of /v3/mail/send' })
  })

  it('is unclear when the connection breaks after the request', async () => {
    const handed = await withServer(
      (request) => {
        request.resume().on('end', () => request.socket.destroy())
      },
      (apiUrl) => sendgridMail({ apiKey: 'SG.test', apiUrl }).send(mail),
    )

    expect(handed.outcome.status).toBe('unclear')
    expect(JSON.parse(handed.bytes).subject).toBe(mail.subject)
  })

  it('is unclear when no answer comes in time', async () => {
    const handed = await withServer(
      (request) => request.resume(),
      (apiUrl) => sendgridMail({ apiKey: 'SG.test', apiUrl, timeoutMs: 50 }).send(mail),
    )

    expect(handed.outcome.status).toBe('unclear')
  })

  it('takes the status line for the answer, whatever becomes of what stands behind it', async () => {
    const handed = (status: number, { isLong }: { isLong: boolean }) =>
      withServer(badly(status, isLong), (apiUrl) =>
        sendgridMail({ apiKey: 'SG.test', apiUrl, timeoutMs: 5_000 }).send(mail),
      )
    for (const isLong of [true, false]) {
      const { outcome, bytes } = await handed(202, { isLong })
      expect(outcome).toEqual({ status: 'accepted', providerId: 'its id' })
      expect(JSON.parse(bytes).subject).toBe(mail.subject)
      expect((await handed(503, { isLong })).outcome).toMatchObject({
        status: 'try_later',
        retryAfterSeconds: 17,
      })
      expect((await handed(400, { isLong })).outcome).toMatchObject({
        status: 'rejected',
        code: '400',
      })
    }
  })

  it('tries later where nobody listens, or the name is unknown', async () => {
    const closed = `http://127.0.0.1:${await freePort()}`
    for (const apiUrl of [closed, 'http://sendgrid.invalid']) {
      const { outcome } = await sendgridMail({ apiKey: 'SG.test', apiUrl }).send(mail)
      expect(outcome).toMatchObject({ status: 'try_later', retryAfterSeconds: null })
    }
  })
})
