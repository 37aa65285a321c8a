/** Of elements that are drawn: some 30 µs each, and a mark has a few hundred. */
const DRAWN_MAX = 20_000
/** Deeper the library reads none either (libxml2, XML_MAX_ELEMENT_DEPTH). */
const DEPTH_MAX = 256

type Element = { refs: string[]; children: number[] }
type Drawing = { elements: Element[]; ids: Map<string, number[]> }

/**
 * Whether a vector drawing is drawn in the time that a mark may take. What refers to what refers to
 * others (`use`, patterns, masks, filters) is drawn once for each way that leads to it: a thousand
 * bytes made half a million elements and took the thread a quarter of a minute, which no timeout of
 * the library cuts short. So all of it is counted before, and what cannot be counted is refused:
 * markup in an entity, and a reference that is spelled by escapes.
 */
export function isQuickToDraw(svg: string): boolean {
  if (/<!ENTITY[^>]*</i.test(svg) || OTHER_LETTERS.test(svg.slice(0, 200))) return false
  const drawing = readDrawing(svg)
  return drawing !== null && countDrawn(drawing) <= DRAWN_MAX
}

/** Read by another table, other bytes would be its tags than those that are counted here. */
const OTHER_LETTERS = /encoding\s*=\s*["'](?!(?:utf-8|us-ascii|iso-8859-1|windows-1252)["'])/i

function readDrawing(svg: string): Drawing | null {
  const elements: Element[] = []
  const ids = new Map<string, number[]>()
  const open: number[] = []
  const styled = stylesOf(svg)
  if (styled === null) return null
  for (const { name, attributes, isEnd, isEmpty } of tagsOf(svg)) {
    if (isEnd) {
      open.pop()
      continue
    }
    const plain = decoded(attributes)
    // Of the root alone: an editor's names of XML namespaces, which stand for no element.
    if (plain === null && open.length > 0) return null
    const at = elements.length
    elements.push({
      refs: [...refsOf(plain ?? ''), ...(open.length > 0 ? styled : [])],
      children: [],
    })
    elements[open.at(-1) ?? -1]?.children.push(at)
    const id = /(?:^|\s)id\s*=\s*["']([^"']*)["']/.exec(plain ?? '')?.[1]
    if (id !== undefined && name !== 'svg') ids.set(id, [...(ids.get(id) ?? []), at])
    if (!isEmpty) open.push(at)
    if (open.length > DEPTH_MAX || elements.length > DRAWN_MAX) return null
  }
  return { elements, ids }
}

/** Of the whole drawing; each element is counted once, and what refers to it takes that number. */
function countDrawn({ elements, ids }: Drawing): number {
  const known = new Map<number, number>()
  const count = (at: number, depth: number): number => {
    const before = known.get(at)
    if (before !== undefined) return before
    if (depth > 4 * DEPTH_MAX) return Number.POSITIVE_INFINITY
    known.set(at, 0) // a circle is none: the library draws no part of it
    const { refs, children } = elements[at] as Element
    const below = [...children, ...refs.flatMap((id) => ids.get(id) ?? [])]
    const total = below.reduce((sum, one) => sum + count(one, depth + 1), 1)
    known.set(at, total)
    return total
  }
  return elements.length === 0 ? 0 : count(0, 0)
}

type Tag = { name: string; attributes: string; isEnd: boolean; isEmpty: boolean }

/** XML allows no "<" in a value, so each look ends at the next one: a hostile file costs no more. */
const TAG = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:"[^"<]*"|'[^'<]*'|[^"'<>])*)>/y
const SKIPPED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

function* tagsOf(svg: string): Generator<Tag> {
  for (let at = svg.indexOf('<'); at >= 0; at = svg.indexOf('<', at)) {
    const skipped = SKIPPED.find(([begin]) => svg.startsWith(begin, at))
    if (skipped) {
      const end = svg.indexOf(skipped[1], at + skipped[0].length)
      if (end < 0) return
      at = end + skipped[1].length
      continue
    }
    TAG.lastIndex = at
    const [whole, slash, name = '', attributes = ''] = TAG.exec(svg) ?? []
    at += whole?.length ?? 1
    if (whole === undefined) continue
    yield { name, attributes, isEnd: slash === '/', isEmpty: attributes.trimEnd().endsWith('/') }
  }
}

const refsOf = (text: string): string[] => [
  ...[...text.matchAll(/href\s*=\s*["']\s*#([^"']*)/gi)].map(([, id = '']) => id.trim()),
  ...[...text.matchAll(/url\(\s*["']?\s*#([^"')\s]*)/gi)].map(([, id = '']) => id),
]

/** What a style sheet in it refers to: counted for each element, for which one it means is not read. */
function stylesOf(svg: string): string[] | null {
  const begin = svg.search(/<(?:[\w.-]+:)?style[\s>]/i)
  if (begin < 0) return []
  const sheet = svg.slice(begin)
  return sheet.includes('\\') ? null : [...new Set(refsOf(sheet.replaceAll(TAGS, '')))]
}
const TAGS = /<(?!!\[CDATA\[)[^<>]*>/g

/** Values as the library reads them; null where an entity or an escape hides what they say. */
function decoded(attributes: string): string | null {
  if (attributes.includes('\\')) return null
  const plain = attributes.replaceAll(/&#(x[0-9a-f]+|\d+);/gi, (_, code: string) => {
    const number = Number(code.toLowerCase().startsWith('x') ? `0${code}` : code)
    return number <= 0x10ffff ? String.fromCodePoint(number) : ''
  })
  return /&(?!(?:amp|lt|gt|quot|apos);)\w+;/.test(plain) ? null : plain
}
