import { groupOf, NAVIGATION, type PageId } from './navigation.ts'
import { ordersPath, SIGN_OUT } from './paths.ts'
import type { Place } from './place.ts'

type BarProps = { place: Place; under: PageId; q: string }

/** Whose shop it is, where one can go, the search, and who is here; below it the group's own pages. */
export const Bar = ({ place, under, q }: BarProps) => {
  const { slug, mode } = place.merchant
  return (
    <header class="bar">
      <div class="shop">
        <Merchants {...place} />
        {mode === 'test' && <span class="badge">Test shop</span>}
      </div>
      <Groups slug={slug} under={under} />
      <Search slug={slug} q={q} />
      <form class="who" action={SIGN_OUT} method="post">
        <span class="name">{place.user.name}</span>
        <button type="submit">Sign out</button>
      </form>
    </header>
  )
}

type LinksProps = { slug: string; under: PageId }

const Groups = ({ slug, under }: LinksProps) => {
  const current = groupOf(under)
  return (
    <nav class="links groups" aria-label="Console">
      {NAVIGATION.map((group) => {
        const [first, second] = group.entries
        const isCurrent = group === current
        return (
          <a
            href={first.path(slug)}
            aria-current={isCurrent ? (second ? 'true' : 'page') : undefined}
          >
            {group.name}
          </a>
        )
      })}
    </nav>
  )
}

/** A group of one page needs no second row. */
export const GroupPages = ({ slug, under }: LinksProps) => {
  const group = groupOf(under)
  if (!group || group.entries.length < 2) return null
  return (
    <nav class="links pages" aria-label={group.name}>
      {group.entries.map(({ id, name, path }) => (
        <a href={path(slug)} aria-current={id === under ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  )
}

const Search = ({ slug, q }: { slug: string; q: string }) => (
  <search>
    <form action={ordersPath(slug)} method="get">
      <label class="unseen" for="q">
        Order number, e-mail, phone, name or tracking number
      </label>
      <input
        id="q"
        name="q"
        type="search"
        value={q}
        maxlength={255}
        autocomplete="off"
        spellcheck={false}
        placeholder="Order number, e-mail, phone, name, tracking number"
      />
      <span class="key" aria-hidden="true">
        /
      </span>
    </form>
  </search>
)

const Merchants = ({ merchant, merchants }: Place) => {
  if (merchants.length < 2) return <span class="merchant">{merchant.name}</span>
  return (
    <details class="merchant">
      <summary class="strong">{merchant.name}</summary>
      <ul class="choices">
        {merchants.map(({ slug, name, mode }) => (
          <li>
            <a href={ordersPath(slug)} aria-current={slug === merchant.slug ? 'true' : undefined}>
              {name}
              {mode === 'test' && <span class="hint"> test</span>}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
