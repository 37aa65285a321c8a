import { describe, expect, it } from 'vitest'
import { refuseMail, refuseText } from '../../src/channels/refuse.ts'
import type { Mail } from '../../src/domain/outcome.ts'
import { mail, text } from './samples.ts'

const hostile = 'x\r\nBcc: all@evil.example'

describe('refuseMail', () => {
  it('lets a mail pass that is well formed', () => {
    expect(refuseMail(mail)).toBeNull()
    expect(
      refuseMail({ ...mail, replyTo: null, to: { email: 'ö@größe.example', name: null } }),
    ).toBeNull()
  })

  it.each<[string, Partial<Mail>]>([
    ['a line break in the subject', { subject: hostile }],
    ['a bare carriage return', { subject: 'a\rb' }],
    ['a zero byte', { subject: 'a\0b' }],
    ['a C1 control', { subject: 'a\u0085b' }],
    ['a line separator', { subject: 'a\u2028b' }],
    ['a line break in the sender’s name', { from: { ...mail.from, name: hostile } }],
    ['a line break in the recipient’s name', { to: { ...mail.to, name: hostile } }],
    ['a line break in the recipient', { to: { email: `a@b.example${hostile}`, name: null } }],
    ['a line break in the reply address', { replyTo: { email: `a@b.example\n`, name: '' } }],
    ['a line break in a header', { headers: { 'X-Order': hostile } }],
    ['a line break in a header’s name', { headers: { [hostile]: '1' } }],
    ['a colon in a header’s name', { headers: { 'Bcc: a@b.example, X': '1' } }],
    ['an empty header name', { headers: { '': '1' } }],
  ])('refuses %s as header_invalid', (_what, part) => {
    expect(refuseMail({ ...mail, ...part })).toMatchObject({
      status: 'rejected',
      code: 'header_invalid',
    })
  })

  it.each([
    'ada',
    'ada@',
    '@shop.example',
    'a@b@c.example',
    'a@b.example, c@d.example',
    'a@b.example>',
    'Ada <a@b.example>',
    '',
    `${'a'.repeat(250)}@b.example`,
  ])('refuses %j as address_invalid, wherever it stands', (email) => {
    const refused = { status: 'rejected', code: 'address_invalid' }

    expect(refuseMail({ ...mail, to: { email, name: null } })).toMatchObject(refused)
    expect(refuseMail({ ...mail, from: { email, name: '' } })).toMatchObject(refused)
    expect(refuseMail({ ...mail, replyTo: { email, name: '' } })).toMatchObject(refused)
  })

  it('says nothing of the person in its reason', () => {
    const refused = refuseMail({ ...mail, to: { email: 'ada@x@customer.example', name: null } })

    expect(refused?.detail).toBe('to is not one address')
  })
})

describe('refuseText', () => {
  it('lets a body of several lines pass', () => {
    expect(refuseText(text)).toBeNull()
  })

  it.each(['15005550006', '+0155', '+1 500 555', '', 'whatsapp:+15005550006'])(
    'refuses %j, which is not E.164',
    (to) => {
      expect(refuseText({ ...text, to })).toMatchObject({ code: 'address_invalid' })
    },
  )

  it('refuses a control character in a number', () => {
    expect(refuseText({ ...text, from: '+15005550001\n' })).toMatchObject({
      code: 'header_invalid',
    })
  })
})
