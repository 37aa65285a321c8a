import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { ConsoleMerchant } from '../operations/console-types.ts'
import { SCRIPT_PATH, STYLE_PATH } from './assets.ts'
import type { ConsoleUser } from './console-env.ts'
import {
  brandPath,
  inquiriesPath,
  ordersPath,
  outboxPath,
  promisesPath,
  SIGN_OUT,
  webhooksPath,
} from './paths.ts'
import { type Reading, sayMoment } from './time.ts'

type DocumentProps = { title: string; children: Child }

/** The bare page: what every other stands in. */
export const Document = ({ title, children }: DocumentProps) =>
  html`<!doctype html>${(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={STYLE_PATH} />
        <script src={SCRIPT_PATH} defer />
      </head>
      <body>{children}</body>
    </html>
  )}`

export type Place = {
  user: ConsoleUser
  merchant: ConsoleMerchant
  merchants: ConsoleMerchant[]
}

type PageProps = {
  place: Place
  title: string
  /** Which entry of the bar the page stands under. */
  under: 'orders' | 'promises' | 'inquiries' | 'outbox' | 'webhooks' | 'brand'
  q?: string
  children: Child
}

/** A page of one merchant: bar with the search box, the page, and a line of hints. */
export const Page = ({ place, title, under, q = '', children }: PageProps) => (
  <Document title={`${title} · ${place.merchant.name}`}>
    <a class="skip" href="#main">
      To the page
    </a>
    <Bar place={place} under={under} q={q} />
    <main id="main">{children}</main>
    <Hints merchant={place.merchant} />
  </Document>
)

export const readingOf = ({ timeZone, now }: ConsoleMerchant): Reading => ({ timeZone, now })

const Bar = ({ place, under, q }: { place: Place; under: string; q: string }) => {
  const { slug, mode } = place.merchant
  return (
    <header class="bar">
      <Merchants {...place} />
      {mode === 'test' && <span class="badge">Test shop</span>}
      <nav class="links" aria-label="Console">
        <a href={ordersPath(slug)} aria-current={under === 'orders' ? 'page' : undefined}>
          Orders
        </a>
        <a href={promisesPath(slug)} aria-current={under === 'promises' ? 'page' : undefined}>
          Promises
        </a>
        <a href={inquiriesPath(slug)} aria-current={under === 'inquiries' ? 'page' : undefined}>
          Inquiries
        </a>
        <a href={outboxPath(slug)} aria-current={under === 'outbox' ? 'page' : undefined}>
          Outbox
        </a>
        <a href={webhooksPath(slug)} aria-current={under === 'webhooks' ? 'page' : undefined}>
          Webhooks
        </a>
        <a href={brandPath(slug)} aria-current={under === 'brand' ? 'page' : undefined}>
          Brand
        </a>
      </nav>
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
      <form class="who" action={SIGN_OUT} method="post">
        <span>{place.user.name}</span>
        <button type="submit">Sign out</button>
      </form>
    </header>
  )
}

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

const Hints = ({ merchant }: { merchant: ConsoleMerchant }) => (
  <footer class="hints">
    <span>
      Times in {merchant.timeZone}, now {sayMoment(merchant.now, readingOf(merchant))}
      {merchant.mode === 'test' && ' on the test clock'}
    </span>
    <span class="keys">
      <kbd>/</kbd> search <kbd>j</kbd> <kbd>k</kbd> move <kbd>Enter</kbd> open <kbd>u</kbd> back
    </span>
  </footer>
)
