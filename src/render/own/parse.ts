import Handlebars from 'handlebars'
import type { Fault } from '../../domain/error.ts'
import { isGuardedBy, type Placeholders } from './placeholders.ts'

/** What a template says, read: text, a placeholder, a block of ours, a choice. */
export type Node =
  | { say: 'text'; text: string }
  | { say: 'value'; name: string }
  | { say: 'block'; name: string }
  | { say: 'if'; name: string; yes: Node[]; no: Node[] }

export type Language = {
  placeholders: Placeholders
  /** Blocks that may stand in it, and those that have to. */
  blocks: ReadonlySet<string>
  owed: ReadonlySet<string>
}

const DEPTH_MAX = 4
const FAULTS_MAX = 20
/** Once in each branch of a choice is enough; a list of forty lines, said often, is cut off by mailboxes. */
const BLOCK_TIMES_MAX = 3
/** A tag would be shown as it is written; whoever wrote one meant something else. */
const TAG = /<\/?[a-z!]/i
const CONTROLS = /[\p{Cc}\u2028\u2029]/gu
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/**
 * Reads a template of a merchant's own, with all that is wrong with it. Handlebars reads it, and only
 * text, `{{name}}`, `{{#if name}}` and our own blocks are taken of what Handlebars knows: nothing is
 * compiled and nothing of ours can be reached, so a template is data and never a program.
 */
export function parseOwn(
  source: string,
  pointer: string,
  language: Language,
): { nodes: Node[]; faults: Fault[] } {
  const faults: Fault[] = []
  const fault = (message: string) => {
    if (faults.length < FAULTS_MAX && !faults.some((one) => one.message === message))
      faults.push({ pointer, message })
  }
  const text = cleanSource(source)
  if (TAG.test(text)) fault('has HTML in it; write plain words: the look comes from the brand')
  const read = readSource(text, fault)
  if (!read) return { nodes: [], faults }
  const owed = new Set(language.owed)
  const nodes = new Reader(language, fault, owed).nodesOf(read.body, new Set(), 0)
  for (const name of owed)
    fault(`needs {{> ${name}}}, outside of any {{#if}}: this message owes it to its reader`)
  return { nodes, faults }
}

/** A carriage return, a NUL or a mark that turns the reading direction would do harm in a header. */
const cleanSource = (source: string) =>
  source
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(CONTROLS, (one) => (one === '\n' ? one : ' '))
    .replace(BIDI_CONTROLS, '')

function readSource(text: string, fault: (message: string) => void): hbs.AST.Program | null {
  try {
    return Handlebars.parse(text)
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const at = /line (\d+)/i.exec(said)?.[1] ?? /- (\d+):\d+/.exec(said)?.[1]
    fault(`cannot be read${at ? ` from line ${at} on` : ''}: braces or {{#if}} are not closed`)
    return null
  }
}

/** A walk over what Handlebars read; a class for what every step of it shares. */
class Reader {
  readonly #language: Language
  readonly #fault: (message: string) => void
  readonly #owed: Set<string>
  readonly #times = new Map<string, number>()

  constructor(language: Language, fault: (message: string) => void, owed: Set<string>) {
    this.#language = language
    this.#fault = fault
    this.#owed = owed
  }

  nodesOf(body: readonly hbs.AST.Statement[], guards: ReadonlySet<string>, depth: number): Node[] {
    return body.flatMap((one) => this.#nodeOf(one, guards, depth))
  }

  #nodeOf(one: hbs.AST.Statement, guards: ReadonlySet<string>, depth: number): Node[] {
    switch (one.type) {
      case 'ContentStatement':
        return [{ say: 'text', text: (one as hbs.AST.ContentStatement).value }]
      case 'CommentStatement':
        return []
      case 'MustacheStatement':
        return this.#valueOf(one as hbs.AST.MustacheStatement, guards)
      case 'PartialStatement':
        return this.#blockOf(one as hbs.AST.PartialStatement, depth)
      case 'BlockStatement':
        return this.#choiceOf(one as hbs.AST.BlockStatement, guards, depth)
      default:
        this.#fault('may hold {{name}}, {{#if name}} and {{> block}}, and nothing else in braces')
        return []
    }
  }

  #valueOf(one: hbs.AST.MustacheStatement, guards: ReadonlySet<string>): Node[] {
    const name = nameOf(one.path)
    if (one.params.length > 0 || one.hash) {
      this.#fault(`{{${name} …}} is not known here: a placeholder is one name`)
      return []
    }
    if (!this.#isKnown(name)) return []
    const { sometimes } = this.#language.placeholders
    if (sometimes.has(name) && !isGuardedBy(name, guards))
      this.#fault(`{{${name}}} is not always known: put it inside of {{#if ${name}}} … {{/if}}`)
    return [{ say: 'value', name }]
  }

  #blockOf(one: hbs.AST.PartialStatement, depth: number): Node[] {
    const name = nameOf(one.name)
    const { blocks } = this.#language
    if (!blocks.has(name) || one.params.length > 0 || one.hash) {
      this.#fault(`{{> ${name}}} is no block of this message; it has ${list(blocks)}`)
      return []
    }
    const times = (this.#times.get(name) ?? 0) + 1
    this.#times.set(name, times)
    if (times > BLOCK_TIMES_MAX) this.#fault(`has {{> ${name}}} more than ${BLOCK_TIMES_MAX} times`)
    if (depth === 0) this.#owed.delete(name)
    return [{ say: 'block', name }]
  }

  #choiceOf(one: hbs.AST.BlockStatement, guards: ReadonlySet<string>, depth: number): Node[] {
    const how = nameOf(one.path)
    const [first] = one.params
    if ((how !== 'if' && how !== 'unless') || !first || one.params.length > 1 || one.hash) {
      this.#fault(`{{#${how}}} is not known here; {{#if name}} and {{#unless name}} are`)
      return []
    }
    const name = nameOf(first)
    if (!this.#isKnown(name)) return []
    if (depth >= DEPTH_MAX) {
      this.#fault(`has {{#if}} inside of one another, more than ${DEPTH_MAX} deep`)
      return []
    }
    const known = new Set([...guards, name])
    const branch = (program: hbs.AST.Program | undefined, sure: ReadonlySet<string>) =>
      program ? this.nodesOf(program.body, sure, depth + 1) : []
    const isIf = how === 'if'
    const [yes, no] = isIf ? [one.program, one.inverse] : [one.inverse, one.program]
    return [{ say: 'if', name, yes: branch(yes, known), no: branch(no, guards) }]
  }

  #isKnown(name: string): boolean {
    const { words, always, sometimes } = this.#language.placeholders
    if (words.has(name) || always.has(name) || sometimes.has(name)) return true
    const known = [...words, ...always, ...sometimes]
    this.#fault(`{{${name}}} is not known for this message; there are ${list(known)}`)
    return false
  }
}

const list = (names: Iterable<string>) => [...names].join(', ')

const nameOf = (path: hbs.AST.Expression): string =>
  'original' in path ? String(path.original) : 'this'
