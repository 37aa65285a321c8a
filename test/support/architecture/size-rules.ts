import {
  children,
  type Node,
  type Objection,
  type Rule,
  type SourceFile,
  walk,
} from './source-file.ts'

const FILE_LINES_MAX = 300
const TEST_FILE_LINES_MAX = 500
const FUNCTION_LINES_MAX = 60

export const fileSizeRule: Rule = ({ path, text }) => {
  const max = path.startsWith('test/') ? TEST_FILE_LINES_MAX : FILE_LINES_MAX
  const lines = text.trimEnd().split('\n').length
  return lines > max ? [{ where: path, what: `has ${lines} lines, more than ${max}` }] : []
}

/** A function by its lines of code: what only describes (JSX, zod schemas, tables of data) is not counted. */
export const functionSizeRule: Rule = (file) => {
  const objections: Objection[] = []
  walk(file.program, (node) => {
    if (!FUNCTIONS.has(node.type)) return

    const lines = linesOf(file, node) - describedLines(file, node)
    if (lines <= FUNCTION_LINES_MAX) return
    const where = `${file.path}:${file.lineOf(node.start)}`
    objections.push({ where, what: `has ${lines} lines, more than ${FUNCTION_LINES_MAX}` })
  })
  return objections
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

/** Lines below `node` that only describe; the first line of each stays counted. */
function describedLines(file: SourceFile, node: Node): number {
  let lines = 0
  for (const child of children(node)) {
    lines += describes(child) ? linesOf(file, child) - 1 : describedLines(file, child)
  }
  return lines
}

function describes(node: Node): boolean {
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') return true
  if (node.type === 'CallExpression') return rootOf(node) === 'z'
  return (node.type === 'ObjectExpression' || node.type === 'ArrayExpression') && isData(node)
}

/** `z` of `z.object({…}).strict()`. */
function rootOf(node: Node): string {
  let at: Node = node
  while (at.type === 'CallExpression' || at.type === 'MemberExpression') {
    at = (at.type === 'CallExpression' ? at.callee : at.object) as Node
  }
  return String(at.name)
}

const DATA = new Set(['ObjectExpression', 'ArrayExpression', 'Property', 'Identifier', 'Literal'])

/** Nothing in it is computed: no call, no function, no condition. */
function isData(node: Node): boolean {
  return DATA.has(node.type) && children(node).every(isData)
}

function linesOf({ lineOf }: SourceFile, { start, end }: Node): number {
  return lineOf(end) - lineOf(start) + 1
}
