import { beforeAll, describe, expect, it } from 'vitest'
import { renderMail, renderText, type Templates } from '../../src/render/message.ts'
import type { Phrase, Words } from '../../src/render/words.ts'
import { ownTemplates } from '../support/templates.ts'
import { ROWS } from './rare-rows.ts'
import { rareScene } from './rare-scenes.ts'
import { readBy } from './scenes.ts'

/** Words that are rightly said twice in a row. */
const TWICE: ReadonlySet<string> = new Set(['vous', 'nous', 'die', 'das', 'sie'])
const DOUBLED = /(?<![\p{L}\p{N}])(\p{L}+) \1(?![\p{L}\p{N}])/giu

/** One is not many, and two are not one. */
const ONE_AS_MANY: Record<string, RegExp> = {
  en: /\bWidget Pro (are|have|ship|were)\b|\b1 (items|packages|products)\b/,
  de: /\bWidget Pro (sind|haben|waren|werden)\b/,
  es: /\bWidget Pro (están|son|han|estaban)\b|\b1 (artículos|paquetes)\b/,
  fr: /\bWidget Pro (sont|ont|étaient|seront)\b|\b1 (articles|colis sont)\b/,
}
const MANY_AS_ONE: Record<string, RegExp> = {
  en: /\b(Moka pot|1 more) (is|has|ships|was)\b/,
  de: /\b(Moka pot|1 weiterer) (ist|hat|wird|war)\b/,
  es: /\b(Moka pot|1 más) (está|es|ha|estaba)\b/,
  fr: /\b(Moka pot|1 autre) (est|a|était|sera)\b/,
}

function faultsIn(text: string, locale: string, isOne: boolean): string[] {
  const plain = text.replace(/[\u2066-\u2069]/g, '')
  const doubled = [...plain.matchAll(DOUBLED)].filter(
    ([, word = '']) => !TWICE.has(word.toLowerCase()),
  )
  const plural = (isOne ? ONE_AS_MANY : MANY_AS_ONE)[locale]?.exec(plain)
  const left = /[{}]|\b(undefined|NaN|null)\b/.exec(plain)
  return [...doubled.map(([all]) => all), plural?.[0], left?.[0]].filter((one) => one !== undefined)
}

/** The words of one language, which remember what was asked of them. */
function heard(words: Words): { words: Words; asked: Set<string> } {
  const asked = new Set<string>()
  class Asked extends Map<string, Phrase> {
    override get(key: string) {
      asked.add(key)
      return super.get(key)
    }
  }
  return { words: { ...words, phrases: new Asked(words.phrases) }, asked }
}

describe.each(['en', 'de', 'es', 'fr'])('rare words, in %s', (locale) => {
  let templates: Templates
  let asked: Set<string>
  beforeAll(async () => {
    const own = await ownTemplates()
    const words = own.words.get(locale)
    if (!words) throw new Error(`no words in ${locale}`)
    const listening = heard(words)
    asked = listening.asked
    templates = { ...own, words: new Map([...own.words, [locale, listening.words]]) }
  })

  it.each(ROWS)('$kind, $waits: $besides', ({ kind, waits, besides, expiry, says }) => {
    asked.clear()
    const input = readBy(rareScene(kind, waits, besides, expiry), locale)
    const mail = renderMail(templates, input)
    const { body } = renderText(templates, input)
    const isOne = input.order.lines.length === 1
    const texts = [mail.subject, mail.text, body]

    expect(texts.flatMap((text) => faultsIn(text, locale, isOne))).toEqual([])
    expect(says.filter((key) => !asked.has(key))).toEqual([])
  })
})

describe('the check', () => {
  it.each([
    ['a parameter that is left', 'It ships by {day}.', true],
    ['a word said twice', 'We will will write.', true],
    ['one as many', 'Your Widget Pro are here.', true],
    ['many as one', 'Your Widget Pro and 1 more is here.', false],
  ])('finds %s', (_, text, isOne) => {
    expect(faultsIn(text, 'en', isOne)).toHaveLength(1)
  })
})
