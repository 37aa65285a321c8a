import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OwnTemplate } from '../../src/domain/own-template.ts'
import { renderMail, renderText } from '../../src/render/message.ts'
import {
  faultsOfOwn,
  findSlot,
  makeOwnMail,
  makeOwnText,
  ourTemplate,
  ownVersion,
  type Slot,
} from '../../src/render/own/index.ts'
import { SPOKEN_KINDS } from '../../src/render/speech/index.ts'
import { ownTemplates } from '../support/templates.ts'
import { EXAMPLES } from './examples.ts'
import { CANCEL, readBy, TRACKING } from './scenes.ts'

const templates = await ownTemplates()
const slotOf = (kind: string, channel: string, locale = 'en'): Slot => {
  const slot = findSlot(templates, { kind, channel, locale })
  if (!slot) throw new Error('no such slot')
  return slot
}
const slipped = slotOf('eta_slipped', 'email')
const mailOf = (over: Partial<OwnTemplate> = {}): OwnTemplate => ({
  ...ourTemplate(templates, slipped),
  ...over,
})
const faultsIn = (body: string, slot = slipped) =>
  faultsOfOwn(templates, slot, mailOf({ body })).map(({ message }) => message)
const OWED = '{{> terms}}\n{{> notes}}\n{{> links}}'

describe('our own templates, written as a merchant would', () => {
  it.each(SPOKEN_KINDS)('have no fault, and say what ours say: %s', (kind) => {
    const input = EXAMPLES[kind]()
    for (const locale of ['en', 'es', 'fr', 'de']) {
      const read = readBy(input, locale)
      const mail = slotOf(kind, 'email', locale)
      const own = ourTemplate(templates, mail)
      expect(faultsOfOwn(templates, mail, own)).toEqual([])
      const ours = renderMail(templates, read)
      const theirs = renderMail(templates, read, makeOwnMail(templates, mail, own))
      expect([theirs.subject, theirs.preheader]).toEqual([ours.subject, ours.preheader])
      expect(wordsOf(theirs.text)).toEqual(wordsOf(ours.text))
      expect(theirs.html === null).toBe(ours.html === null)
      const isMarked = (html: string | null) => html?.includes('application/ld+json')
      expect(isMarked(theirs.html)).toBe(isMarked(ours.html))
      for (const [link] of (ours.html ?? '').matchAll(/href="[^"]+"/g))
        expect(theirs.html).toContain(link)

      const text = slotOf(kind, 'sms', locale)
      const inText = makeOwnText(templates, text, ourTemplate(templates, text))
      expect(renderText(templates, read, inText).body).toBe(renderText(templates, read).body)
    }
  })
})

/** The same words, whatever stands before what: the frame puts the heading of the rest by itself. */
const wordsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .sort()

describe('a template of a merchant’s own', () => {
  it('says its words, with the links, the dates and the markup of ours around them', () => {
    const body = `# New day for your {{item}}\n\nDear {{#if customer}}{{customer}}{{else}}friend{{/if}},\nit ships {{#if now}}on {{now}}{{else}}later{{/if}}.\n\n{{> dates}}\n${OWED}\n\nYours & <3`
    const own = mailOf({ subject: 'Later: {{item}}, {{order}}', preheader: null, body })
    expect(faultsOfOwn(templates, slipped, own)).toEqual([])

    const mail = renderMail(templates, EXAMPLES.eta_slipped(), makeOwnMail(templates, slipped, own))
    expect(mail.subject).toBe('Later: Widget Pro, #1001')
    expect(mail.html).toContain('Dear Ann Lee,<br>it ships on Tuesday, March 25.')
    expect(mail.html).toContain('Yours &amp; &lt;3')
    expect(mail.html).toContain('<title>Later: Widget Pro, #1001</title>')
    expect(mail.text).toMatch(/^New day for your Widget Pro\n\nDear Ann Lee,\nit ships on Tuesday/)
    for (const part of [mail.html, mail.text])
      for (const link of [TRACKING, CANCEL]) expect(part).toContain(link)
    expect(mail.templateVersion).toContain(ownVersion(slipped, own))
  })

  it('takes the other branch where a day is not known', () => {
    const body = `{{#if now}}on {{now}}{{else}}no day yet{{/if}}\n${OWED}`
    const input = EXAMPLES.eta_slipped()
    const facts = { ...input.facts, dates: [{ lineId: 'l_1', old: '2025-03-14', new: null }] }
    const own = makeOwnMail(templates, slipped, mailOf({ body }))
    expect(renderMail(templates, { ...input, facts }, own).text).toMatch(/^no day yet\n/)
  })

  it('cannot make markup, a link or another block out of a name', () => {
    const input = EXAMPLES.eta_slipped()
    const contact = { ...input.contact, name: '<b>{{> items}}</b>\n# Sale' }
    const body = `{{#if customer}}{{customer}}{{/if}}\n${OWED}`
    const own = makeOwnMail(templates, slipped, mailOf({ body }))
    const { html, text } = renderMail(templates, { ...input, contact }, own)
    expect(html).toContain('&lt;b&gt;{{&gt; items}}&lt;/b&gt; # Sale')
    expect(text).toContain('<b>{{> items}}</b> # Sale')
  })

  it('is another version where a letter of it is another', () => {
    expect(ownVersion(slipped, mailOf())).toBe(ownVersion(slipped, mailOf()))
    expect(ownVersion(slipped, mailOf({ preheader: 'x' }))).not.toBe(ownVersion(slipped, mailOf()))
  })

  it('is refused with every fault that it has', () => {
    expect(faultsIn(`{{price}} {{now}}\n<script>x</script>\n{{> footer}}`)).toEqual([
      expect.stringContaining('has HTML in it'),
      expect.stringMatching(/^\{\{price\}\} is not known for this message; there are .*now_short/),
      '{{now}} is not always known: put it inside of {{#if now}} … {{/if}}',
      expect.stringMatching(/^\{\{> footer\}\} is no block of this message; it has links, terms/),
      expect.stringMatching(/^needs \{\{> links\}\}/),
      expect.stringMatching(/^needs \{\{> terms\}\}/),
      expect.stringMatching(/^needs \{\{> notes\}\}/),
    ])
  })

  it.each([
    ['a block that is not closed', `{{#if now}}${OWED}`, 'cannot be read'],
    ['the way out inside of a condition', `{{#if now}}${OWED}{{/if}}`, 'needs {{> links}}'],
    ['a loop', `{{#each lines}}{{this}}{{/each}}\n${OWED}`, '{{#each}} is not known'],
    ['our own root', `{{@root.look.font}}\n${OWED}`, '{{@root.look.font}} is not known'],
    ['a prototype', `{{constructor}}\n${OWED}`, '{{constructor}} is not known'],
    ['a helper', `{{lookup item "x"}}\n${OWED}`, '{{lookup …}} is not known'],
    ['a list without end', `${'{{> items}}\n'.repeat(4)}${OWED}`, '{{> items}} more than 3 times'],
    ['a decorator', `{{* foo}}\n${OWED}`, 'nothing else in braces'],
    ['a link of its own code', `<a href="javascript:x">y</a>\n${OWED}`, 'has HTML'],
    [
      'ifs without end',
      `${'{{#if now}}'.repeat(6)}x${'{{/if}}'.repeat(6)}\n${OWED}`,
      'more than 4 deep',
    ],
  ])('is refused with %s', (_, body, message) => {
    expect(faultsIn(body).join('\n')).toContain(message)
  })

  it('says in a subject only what stands in a line', () => {
    const own = mailOf({ subject: '{{> links}}', preheader: '{{#if x}}' })
    expect(faultsOfOwn(templates, slipped, own).map(({ pointer }) => pointer)).toEqual([
      '/subject',
      '/preheader',
    ])
  })

  it('of a text keeps the links, and what a delay offer has to say', () => {
    const slot = slotOf('delay_option', 'sms')
    const own = { subject: null, preheader: null, body: 'Hi! {{sms}}' }
    expect(faultsOfOwn(templates, slot, own).map(({ message }) => message.slice(0, 18))).toEqual([
      'needs {{> links}},',
      'needs {{> terms}},',
    ])
  })
})

describe('whatever is written into a template', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{{{',
    '{{#if now}}',
    '{{else}}',
    '{{/if}}',
    '{{~',
    '\\{{',
    '{{!-- ',
    ' --}}',
    '{{> links}}',
    '{{> terms}}',
    '{{> notes}}',
    '{{> items}}',
    '{{#> links}}',
    '{{/links}}',
    '{{item}}',
    '{{now}}',
    '{{lead}}',
    '{{{item}}}',
    '{{"item"}}',
    '{{&item}}',
    '{{../item}}',
    '# ',
    '\n',
    '\n\n',
    ' ',
    'words',
    '<',
    '>',
    '&',
    '\u202e',
    '\0',
    '\ud800',
    'javascript:',
  )

  it('it is refused with its faults, or keeps what is owed and brings no markup of its own', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.boolean(), (pieces, isOwed) => {
        const own = mailOf({ body: `${pieces.join('')}${isOwed ? `\n${OWED}` : ''}` })
        if (faultsOfOwn(templates, slipped, own).length > 0) return
        const made = makeOwnMail(templates, slipped, own)
        const { html, text } = renderMail(templates, EXAMPLES.eta_slipped(), made)
        for (const part of [html ?? '', text]) {
          expect(part).toContain(CANCEL)
          expect(part).toContain(`${TRACKING}`)
          expect(part).not.toMatch(/[\0\u202e]|undefined|\[object/)
        }
        expect(html).not.toContain('href="javascript:')
      }),
      { numRuns: 400 },
    )
  })
})

describe('a slot', () => {
  it('is of a kind with words, a channel and a language that we speak', () => {
    const found = (kind: string, channel: string, locale: string) =>
      findSlot(templates, { kind, channel, locale })?.locale
    expect(found('shipped', 'email', 'en-gb')).toBe('en-GB')
    expect(found('shipped', 'fax', 'en')).toBeUndefined()
    expect(found('toString', 'email', 'en')).toBeUndefined()
    expect(found('shipped', 'email', 'tlh')).toBeUndefined()
    expect(found('shipped', 'email', '../en')).toBeUndefined()
  })
})
