import type { SpokenKind } from '../speech/index.ts'
import type { Phrase, Words } from '../words.ts'

/** What every message knows. */
const ALWAYS = ['merchant', 'sender', 'order', 'item'] as const
/** Of any message, and not always there. */
const SOMETIMES = ['customer', 'reason'] as const
/** Of no use outside of the sentence that they were made for, or a block of their own. */
const UNOFFERED: ReadonlySet<string> = new Set(['n', 'letter', 'letter_short'])

export type Placeholders = {
  /** Our own words for this moment: `{{headline}}`, `{{lead}}`. */
  words: ReadonlySet<string>
  always: ReadonlySet<string>
  /** Known in some cases only: dates and sums. They stand inside of an `{{#if}}` on themselves. */
  sometimes: ReadonlySet<string>
}

/**
 * What a template of this kind may name. It is read from our own words for the kind, so that what a
 * merchant may say and what we can fill in are the same.
 */
export function placeholdersOf(kind: SpokenKind, channel: string, english: Words): Placeholders {
  const parts = new Set<string>()
  const facts = new Set<string>(SOMETIMES)
  for (const [key, phrase] of english.phrases) {
    const [of, part = ''] = key.split('.')
    if (of !== kind) continue
    const isOfText = part === 'sms'
    if (part !== 'action' && isOfText === (channel === 'sms')) parts.add(part)
    for (const name of namesIn(phrase)) if (!UNOFFERED.has(name)) facts.add(name)
  }
  for (const name of ALWAYS) facts.delete(name)
  return { words: parts, always: new Set(ALWAYS), sometimes: facts }
}

/** Whether a guard on one name covers another: the short form of a day is there with the long one. */
export const isGuardedBy = (name: string, guards: ReadonlySet<string>) =>
  guards.has(name) || guards.has(name.replace(/_short$/, '')) || guards.has(`${name}_short`)

function namesIn(phrase: Phrase): string[] {
  const texts = typeof phrase === 'string' ? [phrase] : Object.values(phrase)
  return texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))
}
