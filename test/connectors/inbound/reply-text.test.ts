import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { textOfHtml } from '../../../src/connectors/sendgrid-inbound/html-text.ts'
import { replyText } from '../../../src/connectors/sendgrid-inbound/reply-text.ts'

const read = (name: string) =>
  readFileSync(new URL(`../../fixtures/replies/${name}`, import.meta.url), 'utf8')

describe('the words of a reply', () => {
  it.each([
    'email_german_outlook.txt',
    'email_danish_dash_separator.txt',
    'email_ios_outlook_fr.txt',
    'email_en_multiline_2.txt',
    'email_portuguese.txt',
  ])('are without what it answers: %s', (name) => {
    const text = replyText(read(name))

    expect(text).toMatch(/^Fusce bibendum/)
    expect(text).toMatch(/nec nec nibh\.$/)
  })

  it('are without the sign of a telephone, and are all of it where nothing else would be left', () => {
    expect(replyText(read('email_sent_from.txt'))).toMatch(/between words or paragraphs\.$/)
    expect(replyText('> only this')).toBe('> only this')
  })

  it('are read from HTML where there is no text, without what is quoted or unseen', () => {
    expect(textOfHtml(read('gmail.html'))).toMatch(/^Hi\. I am fine\./)
    expect(textOfHtml('<style>p{}</style><p>Tom &amp; Ana&#39;s</p><script>x')).toBe("Tom & Ana's")
  })

  it.each([
    ['empty lines', '\n'.repeat(500_000)],
    ['spaces', `${' '.repeat(500_000)}x`],
    ['On', 'On '.repeat(200_000)],
    ['From', 'From: a\n\n'.repeat(60_000)],
  ])('are found in a moment, whatever is sent: %s', (_, text) => {
    const begun = process.cpuUsage() // not the clock's time: what else the machine does is not ours
    replyText(text)
    textOfHtml(text.replaceAll('\n', '<style'))

    const { user, system } = process.cpuUsage(begun)
    expect((user + system) / 1_000).toBeLessThan(2_000)
  })
})
