import { generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sendgridInbound } from '../../../src/connectors/sendgrid-inbound/sendgrid-inbound.ts'

const FORM = { 'content-type': 'multipart/form-data; boundary=xYzZY' }
const headersOf = (headers: Record<string, string>) => (name: string) => headers[name]
const sample = (name: string) =>
  readFileSync(new URL(`../../fixtures/sendgrid-inbound/${name}`, import.meta.url))
const read = async (raw: Uint8Array) => {
  const message = await sendgridInbound.readMessage?.(raw, headersOf(FORM))
  if (!message) throw new Error('it reads no message')
  return message
}
/** A form as Inbound Parse posts it; a value is bytes where its charset is another. */
const form = (fields: Record<string, string | Buffer>) =>
  Buffer.concat([
    ...Object.entries(fields).flatMap(([name, value]) => [
      Buffer.from(`--xYzZY\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('--xYzZY--\r\n'),
  ])
const mail = (headers: string, over: Record<string, string | Buffer> = {}) =>
  read(
    form({
      headers,
      from: 'Jon <Jon.Snow@example.com>',
      subject: 'Re: Order #1001',
      text: 'Where is it?',
      envelope: '{"to":["Hello@fern.example"],"from":"jon.snow@example.com"}',
      ...over,
    }),
  )

describe('a mail by Inbound Parse', () => {
  it('is read from what SendGrid posts', async () => {
    expect(await read(sample('inbound_basics.crlf.bin'))).toMatchObject({
      via: 'email',
      from: 'from+test@example.org',
      to: ['test@inbound.example.com'],
      subject: 'Test subject',
      text: 'Test body plain',
      ignored: null,
    })
    expect((await read(sample('default_data.crlf.bin'))).text).toBe('Hello Twilio SendGrid!')
  })

  it('is read whole where "send raw" is turned on', async () => {
    expect(await read(sample('raw_data.crlf.bin'))).toMatchObject({
      from: 'test@example.com',
      subject: 'Inbound Parse Test Raw Data',
      text: 'Hello Twilio SendGrid!',
    })
  })

  it('that is no form is ignored, and no crash', async () => {
    expect((await read(sample('bad_data.txt'))).ignored).toBe('the body is not a multipart form')
  })

  it('may hold the boundary in its words', async () => {
    expect((await mail('', { text: 'xYzZY --xYzZY and xYzZY--' })).text).toBe(
      'xYzZY --xYzZY and xYzZY--',
    )
  })

  it('is read without its files, which are counted', async () => {
    const file = 'Content-Disposition: form-data; name="attachment1"; filename="a.png"'
    const raw = Buffer.from(`--xYzZY\r\n${file}\r\n\r\n\x00\x01\r\n`)
    const { attachments, text } = await read(
      Buffer.concat([raw, form({ from: 'a@b.example', text: 'See it' })]),
    )

    expect([attachments, text]).toEqual([1, 'See it'])
  })

  it('keeps each field in its own charset', async () => {
    const text = Buffer.from('Größe?', 'latin1')
    const { subject, text: read } = await mail('', {
      text,
      subject: 'Tür',
      charsets: '{"text":"ISO-8859-1","subject":"UTF-8"}',
    })

    expect([read, subject]).toEqual(['Größe?', 'Tür'])
  })

  it('names the mails that it answers, also over folded lines', async () => {
    const { answers } = await mail('In-Reply-To: <a@x>\r\nReferences: <b@x>\r\n <c@x>\r\n')

    expect(answers).toEqual(['a@x', 'b@x', 'c@x'])
  })

  it('has one id for as often as it is delivered', async () => {
    const one = await mail('Message-ID: <1@x>\r\n')
    const again = await mail('Message-ID: <1@x>\r\n', { spam_score: '2' })
    const other = await mail('Message-ID: <2@x>\r\n')

    expect(again.deliveryId).toBe(one.deliveryId)
    expect(other.deliveryId).not.toBe(one.deliveryId)
  })

  it.each([
    ['Auto-Submitted: auto-replied', {}],
    ['Precedence: bulk', {}],
    ['X-Auto-Response-Suppress: All', {}],
    ['X-Autoreply: yes', {}],
    ['Return-Path: <>', {}],
    ['', { envelope: '{"to":["a@b.example"],"from":""}' }],
    ['', { from: 'MAILER-DAEMON@example.com' }],
    ['', { subject: 'Automatic reply: Your order 1001' }],
    ['', { subject: 'Out of Office: Re: Your order' }],
    ['', { subject: 'Abwesenheitsnotiz: Ihre Bestellung' }],
    ['', { subject: 'Réponse automatique : votre commande' }],
    ['', { subject: 'Respuesta automática: su pedido' }],
  ])('by a robot is for nobody: %s %o', async (headers, over) => {
    expect((await mail(`${headers}\r\n`, over)).ignored).not.toBeNull()
  })

  it('by a person is read, also where a header says that it is none of those', async () => {
    expect((await mail('Auto-Submitted: no\r\n')).ignored).toBeNull()
    const subject = 'Re: I am out of the office, can you ship later?'
    expect((await mail('', { subject })).ignored).toBeNull()
  })
})

describe('its door', () => {
  const verify = (headers: Record<string, string>, secret: string, raw = Buffer.from('x')) =>
    sendgridInbound.verify(raw, headersOf(headers), secret, new Date(0)).ok
  const basic = (text: string) => ({
    authorization: `Basic ${Buffer.from(text).toString('base64')}`,
  })

  it('opens to the password of its URL, whatever the name', () => {
    expect(verify(basic('sendgrid:p:w'), 'p:w')).toBe(true)
    expect(verify(basic('sendgrid:pw'), 'other')).toBe(false)
    expect(verify({}, 'pw')).toBe(false)
  })

  it('opens to a signature alone where the secret is a public key', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
    const raw = sample('raw_data.crlf.bin')
    const signature = sign('sha256', Buffer.concat([Buffer.from('170'), raw]), privateKey)
    const headers = {
      'x-twilio-email-event-webhook-signature': signature.toString('base64'),
      'x-twilio-email-event-webhook-timestamp': '170',
    }

    expect(verify(headers, key, raw)).toBe(true)
    expect(verify(headers, key, Buffer.from('other'))).toBe(false)
    expect(verify(basic(`x:${key}`), key)).toBe(false)
  })
})
