import type { Item } from '../src/render/page.ts'
import type { Words } from '../src/render/page-words/index.ts'

/** A card shows this many lines; forty of them would push the next package off the page. */
const LINES_SHOWN = 6

export function Items({ items, words }: { items: readonly Item[]; words: Words }) {
  // One line more is shown rather than hidden behind "1 more line".
  const shown = items.length > LINES_SHOWN + 1 ? items.slice(0, LINES_SHOWN) : items
  const rest = items.slice(shown.length)
  return (
    <>
      <ItemList items={shown} words={words} />
      {rest.length > 0 && (
        <details>
          <summary>{words.items.more(rest.length)}</summary>
          <ItemList items={rest} words={words} />
        </details>
      )}
    </>
  )
}

function ItemList({ items, words }: { items: readonly Item[]; words: Words }) {
  return (
    <ul class="items">
      {items.map(({ line, quantity }) => (
        <li>
          <span class="num">{words.items.times(quantity)}</span>
          <span dir="auto">
            {line.title}
            {line.variant && <span class="soft"> {line.variant}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
