import { layerOf } from './import-rules.ts'
import { isNode, type Node, objectTo, type Rule } from './source-file.ts'

/** The clock is read in one file. */
export const clockRule: Rule = (file) => {
  if (file.path === 'src/lib/clock.ts') return []
  return objectTo(file, (node) => readsClock(node) && 'reads the clock')
}

/** The environment is read in one file. */
export const environmentRule: Rule = (file) => {
  if (file.path === 'src/config.ts') return []
  return objectTo(file, (node) => {
    const imports = node.type === 'ImportSpecifier' && nameOf(node.imported) === 'env'
    return (isMember(node, 'process', 'env') || imports) && 'reads the environment'
  })
}

/** Timers belong to the worker; the process has one for its own end. */
export const timerRule: Rule = (file) => {
  if (['worker', 'main'].includes(layerOf(file.path))) return []
  return objectTo(file, (node) => {
    const name = node.type === 'CallExpression' ? nameOf(node.callee) : ''
    return (name === 'setTimeout' || name === 'setInterval') && 'owns a timer'
  })
}

/**
 * The domain is given all it needs, chance included, and answers at once. The type of a promise is
 * no objection: a channel's interface has it, and `Promise` is our own word for a date as well.
 */
export const domainRule: Rule = (file) => {
  if (layerOf(file.path) !== 'domain') return []
  return objectTo(file, (node) => {
    if (isMember(node, 'Math', 'random')) return 'takes a chance'
    if (node.type === 'Identifier' && CHANCE.has(nameOf(node))) return 'takes a chance'
    if (isAsync(node)) return 'does not answer at once'
    return false
  })
}

const CHANCE = new Set(['randomUUID', 'randomBytes', 'getRandomValues'])

function readsClock(node: Node): boolean {
  if (isMember(node, 'Date', 'now') || isMember(node, 'DateTime', 'now')) return true

  const [first, ...rest] = (node.arguments ?? []) as Node[]
  const nothing = !first
  if (node.type === 'NewExpression') return nothing && nameOf(node.callee) === 'Date'
  if (node.type !== 'CallExpression') return false
  if (nameOf(node.callee) === 'Date') return true

  // DateTime.utc({ locale }) has options and no time, so it is the present as well.
  const onlyOptions = first?.type === 'ObjectExpression' && rest.length === 0
  const callee = node.callee as Node
  const isNow = isMember(callee, 'DateTime', 'local') || isMember(callee, 'DateTime', 'utc')
  return isNow && (nothing || onlyOptions)
}

function isAsync(node: Node): boolean {
  if (node.async === true || node.type === 'AwaitExpression') return true
  if (node.type === 'NewExpression') return nameOf(node.callee) === 'Promise'
  return node.type === 'MemberExpression' && nameOf(node.object) === 'Promise'
}

/** `object.property`, also through `globalThis`. */
function isMember(node: Node, object: string, property: string): boolean {
  if (node.type !== 'MemberExpression') return false

  const owner =
    isNode(node.object) && node.object.type === 'MemberExpression' && node.object.property
  return nameOf(node.property) === property && nameOf(owner || node.object) === object
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  if (node.type === 'Literal') return String(node.value)
  return typeof node.name === 'string' ? node.name : ''
}
