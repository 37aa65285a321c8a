import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parseAst } from 'vitest/node'

/** A node of the ESTree that a real parser gave, TypeScript's own kinds among them. */
export type Node = { type: string; start: number; end: number; [field: string]: unknown }

export type Import = {
  /** A path from the root of the repository for our own files, else the package's name. */
  target: string
  ours: boolean
  typeOnly: boolean
  line: number
}

export type SourceFile = {
  path: string
  text: string
  program: Node
  lineOf: (offset: number) => number
}

/** One thing that a rule objects to. */
export type Objection = { where: string; what: string }
export type Rule = (file: SourceFile) => Objection[]

export function parseSource(path: string, text: string): SourceFile {
  const lang = path.endsWith('x') ? 'tsx' : 'ts'
  const program = parseAst(text, { lang }, path) as unknown as Node
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
  const lineOf = (offset: number) => starts.findLastIndex((start) => start <= offset) + 1

  return { path, text, program, lineOf }
}

/** The repository's own sources that match, sorted. */
export function readSources(...patterns: string[]): SourceFile[] {
  return globSync(patterns)
    .filter((path) => !path.endsWith('.d.ts'))
    .toSorted()
    .map((path) => parseSource(path, readFileSync(path, 'utf8')))
}

/** Calls `visit` for each node, parents first. */
export function walk(node: Node, visit: (node: Node) => void) {
  visit(node)
  for (const child of children(node)) walk(child, visit)
}

export function children(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode)
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** Every node that `test` picks, as objections. */
export function objectTo(file: SourceFile, test: (node: Node) => string | false): Objection[] {
  const objections: Objection[] = []
  walk(file.program, (node) => {
    const what = test(node)
    if (what) objections.push({ where: `${file.path}:${file.lineOf(node.start)}`, what })
  })
  return objections
}

/** Static, dynamic and re-exporting imports, and those inside types. */
export function importsOf(file: SourceFile): Import[] {
  const imports: Import[] = []
  walk(file.program, (node) => {
    const source = (node.source ?? node.argument) as Node | null
    if (!IMPORTING.has(node.type) || typeof source?.value !== 'string') return

    const ours = source.value.startsWith('.')
    imports.push({
      target: ours ? posix.join(posix.dirname(file.path), source.value) : source.value,
      ours,
      typeOnly: isTypeOnly(node),
      line: file.lineOf(node.start),
    })
  })
  return imports
}

const IMPORTING = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSImportType') return true
  if (node.importKind === 'type' || node.exportKind === 'type') return true

  const names = (node.specifiers ?? []) as Node[]
  return (
    names.length > 0 &&
    names.every((name) => name.importKind === 'type' || name.exportKind === 'type')
  )
}
