import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { ConsoleMerchant } from '../operations/console-types.ts'
import { SCRIPT_PATH, STYLE_PATH } from './assets.ts'
import { Bar, GroupPages } from './bar.tsx'
import type { PageId } from './navigation.ts'
import { type Place, readingOf } from './place.ts'
import { sayMoment } from './time.ts'

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

type PageProps = {
  place: Place
  title: string
  under: PageId
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
    <GroupPages slug={place.merchant.slug} under={under} />
    <main id="main" tabindex={-1}>
      {children}
    </main>
    <Hints merchant={place.merchant} />
  </Document>
)

type HeadProps = {
  title: Child
  /** The page that this one is a part of. */
  up?: { href: string; name: string } | undefined
  children?: Child
}

/** The same place on every page for: the way up, what this is, how it stands, what can be done. */
export const Head = ({ title, up, children }: HeadProps) => (
  <div class="above">
    {up && (
      <a data-up class="up" href={up.href}>
        {up.name}
      </a>
    )}
    <h1>{title}</h1>
    {children}
  </div>
)

/** Done, or refused: said above the page that shows it. */
export const Notice = ({ children }: { children: Child }) =>
  children ? (
    <p class="notice" role="status">
      {children}
    </p>
  ) : null

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
