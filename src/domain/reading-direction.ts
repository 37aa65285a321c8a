/** Embeddings, overrides and isolates of one direction: nothing that we write ourselves uses them. */
const TURNS = /[\u202a-\u202e\u2066\u2067]/g
/** What stands between two tags, or within one. */
const RUN = /[^<>]+/g
const ISOLATES = /[\u2068\u2069]/g

/**
 * A page in which no foreign text turns what follows it. A city that ends in an override (U+202E)
 * would have the rest of its line run backwards. Taken out of the page as it leaves, and not where
 * each text is written into it: what comes from outside is written in a hundred places, and one that
 * is forgotten is enough. Isolates that are closed stay, for they are ours.
 */
export function withoutTurns(html: string): string {
  if (html.search(/[\u202a-\u202e\u2066-\u2069]/) < 0) return html
  return html
    .replace(TURNS, '')
    .replace(RUN, (run) => (isClosed(run) ? run : run.replace(ISOLATES, '')))
}

/** Each isolate that is opened in a run is closed in it, and none that was not opened. */
function isClosed(run: string): boolean {
  let open = 0
  for (const [sign] of run.matchAll(ISOLATES)) {
    open += sign === '\u2068' ? 1 : -1
    if (open < 0) return false
  }
  return open === 0
}
