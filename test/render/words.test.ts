import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SPOKEN_KINDS } from '../../src/render/speech/index.ts'
import { findPhrase, flattenWords, type Phrase, sayPhrase } from '../../src/render/words.ts'

const templates = new URL('../../templates/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, templates), 'utf8')
const list = (folder: string) =>
  readdirSync(new URL(folder, templates)).map((file) => folder + file)
const locale = (file: string) => flattenWords(JSON.parse(read(file)))
const english = locale('locales/en.json')
const sources = ['email/', 'sms/', 'partials/'].flatMap(list).map(read).join('\n')
const code = ['', 'speech/'].flatMap((folder) => {
  const base = new URL(`../../src/render/${folder}`, import.meta.url)
  const files = readdirSync(base).filter((file) => file.endsWith('.ts'))
  return files.map((file) => readFileSync(new URL(file, base), 'utf8'))
})

/** Several dates are a list in a text, each by its name: no sentence of the kind stands for them. */
const IN_A_LIST: ReadonlySet<string> = new Set(['sms.several'])

const plurals: Phrase = { one: '{n} item', other: '{n} items' }

describe('sayPhrase', () => {
  it('chooses the plural by the rules of the language', () => {
    const polish: Phrase = { one: '{n} a', few: '{n} b', many: '{n} c', other: '{n} d' }
    expect([1, 2].map((n) => sayPhrase(plurals, 'en', { n }, 'x'))).toEqual(['1 item', '2 items'])
    expect([1, 3, 5].map((n) => sayPhrase(polish, 'pl', { n }, 'x'))).toEqual(['1 a', '3 b', '5 c'])
  })

  it('throws where a parameter is missing, and never reads one inside another', () => {
    expect(() => sayPhrase('{day}', 'en', {}, 'x')).toThrow('"x" needs {day}')
    expect(sayPhrase('{item}', 'en', { item: '{day}' }, 'x')).toBe('{day}')
  })

  it('writes one full stop where a value brings its own', () => {
    const day = (text: string) => sayPhrase('le {day}. Merci.', 'fr', { day: text }, 'x')
    expect(day('mer. 2 avr.')).toBe('le mer. 2 avr. Merci.')
    expect(day('ven. 20 mars')).toBe('le ven. 20 mars. Merci.')
  })

  it('declines what is added to a name as the word before it wants it, in German alone', () => {
    const said = (text: string, item: string, locale = 'de-AT') =>
      sayPhrase(text, locale, { item }, 'x')
    const [one, two] = ['Tisch und 1 weiterer', 'Tisch und 2 weitere']

    expect(said('Ihre Artikel {item} sind da', one)).toBe(
      'Ihre Artikel Tisch und 1 weiterer sind da',
    )
    expect(said('Neuer Termin für {item}: 3.', one)).toBe(
      'Neuer Termin für Tisch und 1 weiteren: 3.',
    )
    expect(said('Noch kein Termin für {item}', two)).toBe(
      'Noch kein Termin für Tisch und 2 weitere',
    )
    expect(said('Was mit {item} geschieht', one)).toBe('Was mit Tisch und 1 weiteren geschieht')
    expect(said('Wir konnten Ihre Artikel {item} nicht stornieren', one)).toBe(
      'Wir konnten Ihre Artikel Tisch und 1 weiteren nicht stornieren',
    )
    expect(said('Statt {item}', two)).toBe('Statt Tisch und 2 weiteren')
    expect(said('Date pour {item}', 'Table et 1 weiterer', 'fr')).toBe(
      'Date pour Table et 1 weiterer',
    )
  })

  it('says in English what a language lacks', () => {
    const words = (language: string, phrases: [string, Phrase][]) =>
      [language, { language, phrases: new Map(phrases), version: '' }] as const
    const all = new Map([words('en', [['a', 'yes']]), words('fr', [['b', 'oui']])])
    expect(findPhrase(all, 'fr-CA', 'a')).toBe('yes')
    expect(findPhrase(all, 'fr-CA', 'b')).toBe('oui')
  })
})

describe('templates', () => {
  const named = [...sources.matchAll(/[{(]t "([\w.]+)"/g)].map(([, key]) => key ?? '')
  const worded = code.flatMap((one) =>
    [...one.matchAll(/\bword\('([\w.]+)'/g)].map(([, key]) => key ?? ''),
  )

  it.each([...new Set([...named, ...worded])])('find %s in the English words', (key) => {
    expect(english.has(key)).toBe(true)
  })

  it.each(SPOKEN_KINDS)('say every part of %s in every variant', (kind) => {
    const parts = new Set(
      ['email/', 'sms/']
        .flatMap(list)
        .filter((file) => file.split(/[/.]/)[1] === kind)
        .flatMap((file) => [
          ...`${read(file)}${read('partials/answer.mjml')}`.matchAll(/say "(\w+)"/g),
        ])
        .map(([, part]) => part ?? '')
        .concat('subject', 'preheader'),
    )
    if (kind === 'backorder_checkin') parts.delete('headline')
    const keys = [...english.keys()].filter((key) => key.startsWith(`${kind}.`))
    const named = keys.flatMap((key) => key.split('.')[2] ?? [])
    const variants = new Set(named.length > 0 ? named : [''])
    const missing = [...parts].flatMap((part) =>
      [...variants]
        .filter((variant) => !IN_A_LIST.has(`${part}.${variant}`))
        .filter((variant) => !isSaid(`${kind}.${part}`, variant))
        .map((v) => `${part}.${v}`),
    )
    expect(missing).toEqual([])
    const unsaid = keys.filter((key) => !parts.has(key.split('.')[1] ?? ''))
    expect(unsaid.filter((key) => !worded.includes(key))).toEqual([])
  })

  it('hold no word that is not in a locale file', () => {
    const bare = sources
      .replace(/\{\{[\s\S]*?\}\}/g, '')
      .replace(/<style[\s\S]*?<\/style>|<mj-style[\s\S]*?<\/mj-style>|<[^>]*>/g, '')
      .replace(/^[^\n]*[{};:][^\n]*$/gm, '')
      .replace(/&nbsp;/g, '')
    expect(bare.match(/[A-Za-z]{2,}/g)).toBeNull()
  })
})

/** `lead.first_dated`, else `lead.first`, else `lead`. */
function isSaid(base: string, variant: string) {
  const steps = variant.split('_').map((_, at, all) => all.slice(0, all.length - at).join('_'))
  return english.has(base) || steps.some((step) => english.has(`${base}.${step}`))
}
