import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { MessageKind } from '../../src/domain/message.ts'
import { LANGUAGES } from '../../src/render/page-words/index.ts'
import { isSpoken } from '../../src/render/speech/index.ts'
import { flattenWords, type Phrase } from '../../src/render/words.ts'
import { faultsOf } from './typography.ts'

const folder = new URL('../../templates/locales/', import.meta.url)
const languages = readdirSync(folder).map((file) => file.replace('.json', ''))
const wordsOf = (language: string) =>
  flattenWords(JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')))
const english = wordsOf('en')
const textsOf = (phrase: Phrase | undefined) =>
  typeof phrase === 'string' ? [phrase] : Object.values(phrase ?? {})
const paramsOf = (phrase: Phrase | undefined) =>
  [...new Set(textsOf(phrase).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort()

/** Alike in two languages: figures and names alone, or a word that both have. */
const SAME_AS_ENGLISH: Record<string, ReadonlySet<string>> = {
  es: new Set(['Total', 'No']),
  fr: new Set(['Questions', 'Date', 'Destination', 'Total', 'article', 'articles']),
  de: new Set(['Total']),
}
/** A phrase of parameters and signs alone has nothing to translate. */
const hasWords = (text: string) => /\p{L}/u.test(text.replace(/\{\w+\}/g, ''))
const isLeftOver = (language: string, text: string, inEnglish: string) =>
  text === inEnglish && hasWords(text) && !SAME_AS_ENGLISH[language]?.has(text)

/** Articles are told apart from titles in English alone; elsewhere the item stands without one. */
const MAY_BE_EMPTY = new Set(['common.article'])

/** Whole words, in letters of any alphabet: `\b` ends a word at every accent. */
const words = (list: string) => `(?<!\\p{L})(${list})(?!\\p{L})`
const notOurs = (list: string, more: string) => new RegExp(`${words(list)}|${more}`, 'iu')

/** What a good clerk would not write, in each language; whoever reads is "usted", "vous", "Sie". */
const NOT_OUR_VOICE: Record<string, RegExp> = {
  en: notOurs('oops|unfortunately|soon(?! as)|business days|valued', '!'),
  es: notOurs('pronto|tu|tus|tuyo|te|ti|vuestro', '[!¡]|lamentable|desafortunad|estimad[oa]'),
  fr: notOurs('bientôt|tu|ton|ta|tes|toi|malheureusement', '!|cher client|chère cliente'),
  de: notOurs('leider|bald|du|dein\\p{L}*|dir|dich', '!|bedauerlich|sehr geehrte'),
}
/** A small "sie" after a verb is somebody else, or a mistake: so it is not written at all. */
const LOWER_CASE_ADDRESS = new RegExp(
  `${words('können|finden|sehen|erhalten|schreiben|antworten|möchten')} sie(?!\\p{L})`,
  'u',
)

describe('the languages', () => {
  it('are the same in messages and on pages', () => {
    expect(Object.keys(LANGUAGES).sort()).toEqual(languages.sort())
  })
})

describe.each(languages)('templates/locales/%s.json', (language) => {
  const words = wordsOf(language)
  const faults = (wrong: (text: string, key: string) => unknown) =>
    [...words].flatMap(([key, phrase]) =>
      textsOf(phrase).flatMap((text) => {
        const fault = wrong(text, key)
        return fault ? [`${key}: ${fault === true ? text : fault}`] : []
      }),
    )

  it('has every key of English and no other', () => {
    expect([...english.keys()].filter((key) => !words.has(key))).toEqual([])
    expect([...words.keys()].filter((key) => !english.has(key))).toEqual([])
  })

  it('names the same facts in every phrase', () => {
    const wrong = [...words].flatMap(([key, phrase]) => {
      const said = paramsOf(phrase).filter((name) => name !== '{n}')
      const meant = paramsOf(english.get(key)).filter((name) => name !== '{n}')
      return english.has(key) && said.join() !== meant.join() ? [`${key}: ${said}`] : []
    })
    expect(wrong).toEqual([])
  })

  it('gives {n} to every phrase that counts', () => {
    const wrong = [...words].filter(([key, phrase]) => {
      const kind = key.split('.')[0] as MessageKind
      const given = isSpoken(kind) || hasCount(english.get(key)) || COUNTED.has(key)
      return hasCount(phrase) && !given
    })
    expect(wrong.map(([key]) => key)).toEqual([])
  })

  it('has every plural form that a count of its language calls for', () => {
    const needed = categoriesOf(language)
    for (const [key, phrase] of words)
      if (typeof phrase !== 'string')
        expect(
          needed.filter((one) => !phrase[one]),
          key,
        ).toEqual([])
  })

  it('leaves no English behind', () => {
    if (language === 'en') return
    const left = faults((text, key) =>
      textsOf(english.get(key)).some((one) => isLeftOver(language, text, one)),
    )
    expect(left).toEqual([])
  })

  it('keeps the voice', () => {
    expect(faults((text) => NOT_OUR_VOICE[language]?.test(text))).toEqual([])
    expect(faults((text) => language === 'de' && LOWER_CASE_ADDRESS.test(text))).toEqual([])
  })

  it('is set as its language is set', () => {
    expect(faults((text, key) => faultsOf(text, language, /(^|\.)sms(\.|$)/.test(key)))).toEqual([])
    expect(faults((text, key) => text === '' && !MAY_BE_EMPTY.has(key) && 'empty')).toEqual([])
  })
})

describe.each(Object.keys(LANGUAGES))('the page words in %s', (language) => {
  const englishLeaves = leavesOf(LANGUAGES.en)
  const leaves = leavesOf(LANGUAGES[language])

  it('has every word of English and no other', () => {
    expect([...leaves.keys()]).toEqual([...englishLeaves.keys()])
  })

  it('is a function where English is one', () => {
    const kinds = (all: Map<string, unknown>) =>
      [...all].map(([key, one]) => `${key} ${typeof one}`)
    expect(kinds(leaves)).toEqual(kinds(englishLeaves))
  })

  it('leaves no English behind, keeps the voice and is set as its language is set', () => {
    for (const [key, text] of leaves) {
      if (typeof text !== 'string') continue
      expect(NOT_OUR_VOICE[language]?.test(text), key).toBe(false)
      if (language === 'en') continue
      expect(isLeftOver(language, text, String(englishLeaves.get(key))), key).toBe(false)
      expect(faultsOf(text, language, false), key).toBeNull()
    }
  })
})

/** Phrases said with a count, though English needs no plural in them. */
const COUNTED = new Set(['common.item_more', 'sms.ends_item', 'sms.ends_item_paid'])

const hasCount = (phrase: Phrase | undefined) =>
  phrase !== undefined && (typeof phrase !== 'string' || phrase.includes('{n}'))

/**
 * The categories that counts up to a thousand fall in. Spanish and French have one more for a
 * million, which no order reaches; `other` is said there.
 */
function categoriesOf(language: string): Intl.LDMLPluralRule[] {
  const rules = new Intl.PluralRules(language)
  const counts = Array.from({ length: 1001 }, (_, count) => rules.select(count))
  return [...new Set<Intl.LDMLPluralRule>([...counts, 'other'])]
}

function leavesOf(tree: unknown, prefix = ''): Map<string, unknown> {
  if (typeof tree !== 'object' || tree === null) return new Map([[prefix, tree]])
  const leaves = Object.entries(tree).flatMap(([key, value]) => [
    ...leavesOf(value, prefix ? `${prefix}.${key}` : key),
  ])
  return new Map(leaves.sort(([a], [b]) => (a < b ? -1 : 1)))
}
