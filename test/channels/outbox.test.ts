import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { outboxMail, outboxText } from '../../src/channels/outbox.ts'
import { mail, text } from './samples.ts'

describe('the outbox', () => {
  it('accepts a mail at once and gives it back as a whole message', async () => {
    const { outcome, bytes } = await outboxMail().send(mail)

    expect(outcome).toEqual({ status: 'accepted', providerId: `outbox:${mail.messageId}` })
    const parsed = await PostalMime.parse(bytes)
    expect(parsed).toMatchObject({
      subject: mail.subject,
      from: { address: mail.from.email, name: mail.from.name },
      to: [{ address: mail.to.email, name: mail.to.name }],
      messageId: mail.headers['Message-ID'],
    })
    expect(parsed.text?.trim()).toBe(mail.text.trim())
    expect(parsed.html?.trim()).toBe(mail.html)
  })

  it('keeps a Date that was handed in, and has lines that any server carries', async () => {
    const headers = { ...mail.headers, Date: 'Sun, 01 Mar 2026 04:30:00 +0000' }

    const { bytes } = await outboxMail().send({ ...mail, headers })

    expect((await PostalMime.parse(bytes)).date).toBe('2026-03-01T04:30:00.000Z')
    expect(bytes).toMatch(/^[\x20-\x7e\r\n]*$/)
    expect(bytes.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(Math.max(...bytes.split('\r\n').map((line) => line.length))).toBeLessThan(998)
  })

  it('names a mail without a Message-ID the same each time', async () => {
    const send = async () => (await outboxMail().send({ ...mail, headers: {} })).bytes

    const ids = await Promise.all([send(), send()].map(async (b) => PostalMime.parse(await b)))

    expect(ids.map(({ messageId }) => messageId)).toEqual([
      '<mrc_1.msg_7@shop.example>',
      '<mrc_1.msg_7@shop.example>',
    ])
  })

  it('does not let a name or a text become a header, a part or an address', async () => {
    const name = 'Shop" <evil@evil.example>, "x'
    const body = '--x--\r\nContent-Type: text/html\r\n\r\n<script>\r\n.\r\nMAIL FROM:<a@b.example>'

    const { bytes } = await outboxMail().send({ ...mail, from: { ...mail.from, name }, text: body })

    const parsed = await PostalMime.parse(bytes)
    expect(parsed.from).toMatchObject({ address: mail.from.email, name })
    expect(parsed.html?.trim()).toBe(mail.html)
    expect(parsed.text?.trim().replaceAll('\r\n', '\n')).toBe(body.replaceAll('\r\n', '\n'))
  })

  it('accepts a text and gives it back as JSON', async () => {
    const { outcome, bytes } = await outboxText().send(text)

    expect(outcome).toEqual({ status: 'accepted', providerId: `outbox:${text.messageId}` })
    expect(JSON.parse(bytes)).toEqual(text)
  })

  it('refuses what the other channels refuse', async () => {
    const mailed = await outboxMail().send({ ...mail, subject: 'a\nb' })
    const texted = await outboxText().send({ ...text, to: 'Ada' })

    expect(mailed.outcome).toMatchObject({ status: 'rejected', code: 'header_invalid' })
    expect(texted.outcome).toMatchObject({ status: 'rejected', code: 'address_invalid' })
    expect(mailed.bytes + texted.bytes).toBe('')
  })
})
