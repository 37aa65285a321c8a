import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { twilioText } from '../../src/channels/twilio.ts'
import { freePort } from '../support/ports.ts'
import { badly, withServer } from './local-server.ts'
import { text } from './samples.ts'

const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token', from: '+15005550001' }
const ENDPOINT = `https://api.twilio.com/2010-04-01/Accounts/${account.accountSid}/Messages.json`

describe('answers of Twilio', () => {
  const server = setupServer()
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterEach(() => server.resetHandlers())
  afterAll(() => server.close())

  function answer(status: number, body: object | null, headers: Record<string, string> = {}) {
    server.use(http.post(ENDPOINT, () => HttpResponse.json(body, { status, headers })))
    return twilioText(account).send(text)
  }

  function takeForms(): string[] {
    const forms: string[] = []
    server.use(
      http.post(ENDPOINT, async ({ request }) => {
        forms.push(await request.text())
        return HttpResponse.json({ sid: `SM${forms.length}`, status: 'queued' }, { status: 201 })
      }),
    )
    return forms
  }

  it('is handed number, sender and body, and answers with its id', async () => {
    const forms = takeForms()

    const { outcome, bytes } = await twilioText(account).send(text)

    expect(outcome).toEqual({ status: 'accepted', providerId: 'SM1' })
    expect(bytes).toBe(forms[0])
    expect(Object.fromEntries(new URLSearchParams(bytes))).toEqual({
      To: text.to,
      From: account.from,
      Body: text.body,
    })
  })

  it("prefers the text's sender, and takes the messaging service where there is none", async () => {
    const { accountSid, authToken } = account
    const byService = twilioText({ accountSid, authToken, messagingServiceSid: 'MG1' })
    takeForms()

    const own = new URLSearchParams((await byService.send({ ...text, from: '+15005550002' })).bytes)
    const service = new URLSearchParams((await byService.send(text)).bytes)

    expect([own.get('From'), own.get('MessagingServiceSid')]).toEqual(['+15005550002', null])
    expect([service.get('From'), service.get('MessagingServiceSid')]).toEqual([null, 'MG1'])
  })

  it('keeps apart what two texts under way at once handed over', async () => {
    takeForms()
    const channel = twilioText(account)
    const bodies = ['a', 'b', 'c']

    const handed = await Promise.all(bodies.map((body) => channel.send({ ...text, body })))

    expect(handed.map(({ bytes }) => new URLSearchParams(bytes).get('Body'))).toEqual(bodies)
  })

  it.each([21211, 21408, 21606, 21610, 21612, 21614, 21617])(
    'is rejected with %i',
    async (code) => {
      const message = "The 'To' number +15005550006 is not usable."

      const { outcome, bytes } = await answer(400, { code, message, status: 400 })

      expect(outcome).toEqual({
        status: 'rejected',
        code: String(code),
        detail: "The 'To' number [number] is not usable.",
      })
      expect(bytes).toContain('Body=')
    },
  )

  it('tries later after 429, when the answer says, and asks once', async () => {
    let asked = 0
    server.use(
      http.post(ENDPOINT, () => {
        asked++
        const body = { code: 20429, message: 'Too Many Requests', status: 429 }
        return HttpResponse.json(body, { status: 429, headers: { 'retry-after': '3' } })
      }),
    )

    expect((await twilioText(account).send(text)).outcome).toEqual({
      status: 'try_later',
      code: '20429',
      detail: 'Too Many Requests',
      retryAfterSeconds: 3,
    })
    expect(asked).toBe(1)
  })

  it('tries later after a full queue, though it comes as a 400', async () => {
    const { outcome } = await answer(400, { code: 21611, message: 'Queue is full', status: 400 })

    expect(outcome).toMatchObject({ status: 'try_later', code: '21611' })
  })

  it('tries later after 500 and 503, with a body or without', async () => {
    const withBody = await answer(500, { code: 20500, message: 'Internal', status: 500 })
    expect(withBody.outcome).toMatchObject({ status: 'try_later', code: '20500' })
    const without = await answer(503, null, { 'retry-after': '9' })
    expect(without.outcome).toEqual({
      status: 'try_later',
      code: '503',
      detail: 'HTTP 503',
      retryAfterSeconds: 9,
    })
  })

  it('takes a 201 that it can not read for accepted: a 2xx is an answer', async () => {
    server.use(http.post(ENDPOINT, () => new HttpResponse('<html>', { status: 201 })))

    const { outcome } = await twilioText(account).send(text)

    expect(outcome).toEqual({ status: 'accepted', providerId: null })
  })

  it('is unclear when the network fails without saying where', async () => {
    server.use(http.post(ENDPOINT, () => HttpResponse.error()))

    expect((await twilioText(account).send(text)).outcome.status).toBe('unclear')
  })

  it('asks nobody about a number that is none', async () => {
    const to = (number: string) => twilioText(account).send({ ...text, to: number })

    const wrong = await to('0171 123')
    expect(wrong.outcome).toMatchObject({ status: 'rejected', code: 'address_invalid' })
    const broken = await to('+15005550006\n')
    expect(broken.outcome).toMatchObject({ status: 'rejected', code: 'header_invalid' })
    expect(broken.bytes).toBe('')
  })
})

describe('connections to Twilio', () => {
  it('speaks to another host where one is set', async () => {
    const handed = await withServer(
      (request, response) => {
        response
          .writeHead(201, { 'content-type': 'application/json' })
          .end(JSON.stringify({ sid: request.url }))
      },
      (apiUrl) => twilioText({ ...account, apiUrl }).send(text),
    )

    const path = new URL(ENDPOINT).pathname
    expect(handed.outcome).toEqual({ status: 'accepted', providerId: path })
  })

  it('is unclear when the connection breaks after the request, or no answer comes', async () => {
    const broken = await withServer(
      (request) => {
        request.resume().on('end', () => request.socket.destroy())
      },
      (apiUrl) => twilioText({ ...account, apiUrl }).send(text),
    )
    const silent = await withServer(
      (request) => request.resume(),
      (apiUrl) => twilioText({ ...account, apiUrl, timeoutMs: 50 }).send(text),
    )

    expect(broken.outcome.status).toBe('unclear')
    expect(new URLSearchParams(broken.bytes).get('Body')).toBe(text.body)
    expect(silent.outcome.status).toBe('unclear')
  })

  it('takes the status line for the answer, whatever becomes of what stands behind it', async () => {
    const handed = (status: number, isLong: boolean) =>
      withServer(badly(status, isLong), (apiUrl) =>
        twilioText({ ...account, apiUrl, timeoutMs: 5_000 }).send(text),
      )
    for (const isLong of [true, false]) {
      const { outcome, bytes } = await handed(201, isLong)
      expect(outcome).toEqual({ status: 'accepted', providerId: null })
      expect(new URLSearchParams(bytes).get('Body')).toBe(text.body)
      expect((await handed(503, isLong)).outcome).toMatchObject({ status: 'try_later' })
      expect((await handed(400, isLong)).outcome).toMatchObject({ status: 'rejected', code: '400' })
    }
  })

  it('tries later where nobody listens', async () => {
    const apiUrl = `http://127.0.0.1:${await freePort()}`

    const { outcome } = await twilioText({ ...account, apiUrl }).send(text)

    expect(outcome).toMatchObject({ status: 'try_later', code: 'ECONNREFUSED' })
  })
})
