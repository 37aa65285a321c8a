/** Our partials by the names that merchants know their blocks by. */
const BLOCK_OF: Readonly<Record<string, string>> = {
  'text-changes': 'dates',
  'text-groups': 'items',
  'text-packages': 'packages',
  'text-notes': 'notes',
  'text-offers': 'terms',
  'text-links': 'links',
  'text-options': 'options',
  'text-letter': 'letter',
  'sms-links': 'links',
}
const WHY = /\{\{#if reason\}\}\s*\{\{t "common\.why" reason=reason\}\}\s*\{\{\/if\}\}/g
/** What a text has room for of an offer, and of an end that is near. */
const TERMS_IN_TEXT = /(?:\{\{#if (offer|end)Text\}\}\s*\{\{\1Text\}\}\{\{\/if\}\})+/g
/** The frame has them: they are in every mail, whatever its template says. */
const OF_THE_FRAME = /\{\{> text-footer\}\}|\{\{t "group\.rest"\}\}/g

/**
 * Our own template of a kind in the words of merchants' templates: where an editor begins, and what
 * tells which blocks a kind owes. Made from the file that we send by, so that the two never part.
 */
export function oursAsOwn(source: string): string {
  return source
    .replace(WHY, '{{> reason}}\n')
    .replace(TERMS_IN_TEXT, ' {{> terms}}')
    .replace(OF_THE_FRAME, '')
    .replace(/\{\{say "headline"\}\}/g, '# {{headline}}')
    .replace(/\{\{say "(\w+)"\}\}/g, '{{$1}}')
    .replace(/\{\{> ([\w-]+)\}\}/g, (_, name: string) => `{{> ${BLOCK_OF[name] ?? name}}}`)
    .replace(/(\{\{> \w+\}\})\n+(?=\S)/g, '$1\n\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
