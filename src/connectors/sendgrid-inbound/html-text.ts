/**
 * The words of a mail that has no text part. What it quotes goes, as the marks of the mail programs
 * show it; it is read as text ever after, so nothing of its markup has to be made safe. Every step
 * takes time in proportion to the mail, whatever somebody put into it.
 */
export function textOfHtml(html: string): string {
  const shown = UNSEEN.reduce(without, html.slice(0, HTML_MAX))
  const quotedAt = shown.search(QUOTED)
  return (quotedAt < 0 ? shown : shown.slice(0, quotedAt))
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^<>]*>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});/gi, (whole, name) => entity(name) ?? whole)
    .trim()
}

/** Gmail, Outlook, Apple Mail and Yahoo: all that follows is the mail that was answered. */
const QUOTED =
  /<(?:div class="gmail_quote|blockquote|hr id="stopSpelling"|div id="(?:appendonsend|divRplyFwdMsg)"|div class="yahoo_quoted)/i

const UNSEEN = ['style', 'script', 'title']

/** Without an element and what is in it; one that is never closed takes the rest along. */
function without(html: string, name: string): string {
  const lower = html.toLowerCase()
  const kept: string[] = []
  let at = 0
  for (;;) {
    const opens = lower.indexOf(`<${name}`, at)
    if (opens < 0) return kept.join('') + html.slice(at)
    kept.push(html.slice(at, opens))
    const closes = lower.indexOf(`</${name}`, opens)
    if (closes < 0) return kept.join('')
    const ends = lower.indexOf('>', closes)
    if (ends < 0) return kept.join('')
    at = ends + 1
  }
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()]
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

const HTML_MAX = 500_000
