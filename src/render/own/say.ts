import type { Node } from './parse.ts'

/** A piece of a mail of a merchant's own, as both of its parts set it. */
export type Part = {
  heading: string | null
  lines: readonly string[] | null
  /** The partial of a block of ours. */
  block: string | null
}
type Values = (name: string) => string

/** Apart from the partials of our own mails, of which some have the same names. */
export const partialOf = (block: string) => `own-${block}`

const HEADING = /^#\s+/

/**
 * Fills a template in. Words that stand together are a paragraph, an empty line ends it, and a line
 * that begins with "# " is a heading; a block stands for itself wherever it is named. Text is
 * gathered before it is divided, so a value never becomes a block.
 */
export function partsOf(nodes: readonly Node[], values: Values): Part[] {
  const parts: Part[] = []
  let text = ''
  const flush = () => {
    parts.push(...paragraphsOf(text))
    text = ''
  }
  walk(nodes, values, {
    text: (said) => {
      text += said
    },
    block: (name) => {
      flush()
      parts.push({ heading: null, lines: null, block: partialOf(name) })
    },
  })
  flush()
  return parts
}

/** The same in one line, for a subject or a text; `block` says what stands for one. */
export function lineOf(
  nodes: readonly Node[],
  values: Values,
  block: (name: string) => string = () => '',
): string {
  let line = ''
  walk(nodes, values, {
    text: (said) => {
      line += said
    },
    block: (name) => {
      line += ` ${block(name)} `
    },
  })
  // A space that keeps a date together stays one.
  return line.replace(/[ \t\n]+/g, ' ').trim()
}

type Saying = { text: (said: string) => void; block: (name: string) => void }

function walk(nodes: readonly Node[], values: Values, saying: Saying): void {
  for (const node of nodes) {
    if (node.say === 'text') saying.text(node.text)
    else if (node.say === 'value') saying.text(values(node.name))
    else if (node.say === 'block') saying.block(node.name)
    else walk(values(node.name) === '' ? node.no : node.yes, values, saying)
  }
}

function paragraphsOf(text: string): Part[] {
  return text
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .map((paragraph) => paragraph.split('\n').map((line) => line.trim()))
    .flatMap((lines): Part[] => {
      const said = lines.filter((line) => line !== '' && line !== '#')
      const [first = ''] = said
      if (!HEADING.test(first))
        return said.length > 0 ? [{ heading: null, lines: said, block: null }] : []
      const heading = { heading: first.replace(HEADING, ''), lines: null, block: null }
      const rest = said.slice(1)
      return rest.length > 0 ? [heading, { heading: null, lines: rest, block: null }] : [heading]
    })
}
