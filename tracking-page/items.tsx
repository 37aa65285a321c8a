import type { Line } from '../src/domain/order.ts'
import type { Item } from '../src/render/page.ts'
import type { Words } from '../src/render/page-words/index.ts'
import { ownPath } from './safe-link.ts'

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
        <details data-fold="items">
          <summary>{words.items.more(rest.length)}</summary>
          <ItemList items={rest} words={words} />
        </details>
      )}
    </>
  )
}

function ItemList({ items, words }: { items: readonly Item[]; words: Words }) {
  const isPictured = items.some(({ line }) => line.picture)
  return (
    <ul class={isPictured ? 'items pictured' : 'items'}>
      {items.map(({ line, quantity }) => (
        <li>
          {isPictured && <Picture line={line} />}
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

/** In a box of one size, so that nothing moves as it comes; without a picture the box is empty. */
export function Picture({ line: { picture, title } }: { line: Pick<Line, 'picture' | 'title'> }) {
  const src = ownPath(picture?.path ?? null)
  if (!src) return <span />
  return (
    <img
      class="picture"
      src={src}
      alt={title}
      width="48"
      height="48"
      loading="lazy"
      decoding="async"
    />
  )
}
