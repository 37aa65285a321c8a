import type { Child } from 'hono/jsx'
import { type BrandLink, socialLinks } from '../src/domain/brand.ts'
import type { Merchant } from '../src/domain/merchant.ts'
import { withoutTurns } from '../src/domain/reading-direction.ts'
import { directionOf } from '../src/render/locale.ts'
import { wordsFor } from '../src/render/page-words/index.ts'
import { type Page, type PageStatus, pageSecurityHeaders } from './page.ts'
import { Questions } from './questions.tsx'
import { ownPath, safeLink } from './safe-link.ts'
import { script } from './script.ts'
import { brandStyle, sheet } from './styles.ts'

/** The browser's own bar in the page's colour; as the style sheet has them. */
const PAPERS = [
  ['light', '#f5f5f3'],
  ['dark', '#121416'],
]

type LayoutProps = {
  title: string
  merchant: Merchant | null
  locale: string
  logo: string | null
  /** Small, opposite the merchant's name: which order this is. */
  label?: string | null
  /** What is known is known as of a moment; the footer says which. */
  asOf?: string | null
  /** Where a question is asked; an order's pages have it. */
  ask?: string | null
  /** The order's page alone has a script: where it hears of changes, and from which version on. */
  script?: { live: string | null; version: string | null } | null
  children?: Child
}

/** The document around every page: merchant's header, what is to be said, questions, footer. */
export function Layout(props: LayoutProps) {
  const { title, merchant, logo, label, asOf, ask, script: live, children } = props
  const { words, locale } = wordsFor(props.locale)
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        {PAPERS.map(([scheme, color]) => (
          <meta name="theme-color" media={`(prefers-color-scheme: ${scheme})`} content={color} />
        ))}
        <meta name="format-detection" content="telephone=no" />
        <title>{title}</title>
        {/* Without it every browser asks for /favicon.ico as well. */}
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: brandStyle(merchant?.brand ?? null).css }} />
        <style dangerouslySetInnerHTML={{ __html: sheet.css }} />
      </head>
      <body
        data-live={live?.live ?? undefined}
        data-version={live?.version ?? undefined}
        data-updated={live?.live ? words.live.updated : undefined}
      >
        <header>
          <p>{merchant && <Merchantmark merchant={merchant} logo={logo} />}</p>
          {label && (
            <p class="soft">
              <bdi>{label}</bdi>
            </p>
          )}
        </header>
        {merchant && <HeaderLinks merchant={merchant} />}
        <main>{children}</main>
        <footer>
          {merchant && <Questions merchant={merchant} words={words} ask={ask ?? null} />}
          {merchant && <LinkList links={socialLinks(merchant.brand)} />}
          {merchant?.brand.footer && <p dir="auto">{merchant.brand.footer}</p>}
          {asOf && <p id="as-of">{asOf}</p>}
        </footer>
        {live && (
          <>
            <p id="news" role="status" class="away" />
            <script dangerouslySetInnerHTML={{ __html: script.js }} />
          </>
        )}
      </body>
    </html>
  )
}

/** The page as the server answers it. */
export function finish(
  document: { toString(): unknown },
  merchant: Merchant | null,
  {
    status = 200,
    hasForm = false,
    hasScript = false,
  }: { status?: PageStatus; hasForm?: boolean; hasScript?: boolean } = {},
): Page {
  return {
    status,
    html: `<!doctype html>${withoutTurns(String(document))}`,
    headers: pageSecurityHeaders(merchant?.brand ?? null, { hasForm, hasScript }),
  }
}

function Merchantmark({ merchant, logo }: { merchant: Merchant; logo: string | null }) {
  const shop = safeLink(merchant.brand.shop_url)
  const src = ownPath(logo)
  const mark = src ? (
    <img src={src} alt={merchant.name} height="32" />
  ) : (
    <strong dir="auto">{merchant.name}</strong>
  )
  return shop ? (
    <a href={shop} rel="noopener noreferrer">
      {mark}
    </a>
  ) : (
    mark
  )
}

function HeaderLinks({ merchant }: { merchant: Merchant }) {
  const links = merchant.brand.links ?? []
  if (links.length === 0) return null
  return (
    <nav aria-label={merchant.name}>
      <LinkList links={links} />
    </nav>
  )
}

function LinkList({ links }: { links: readonly BrandLink[] }) {
  const safe = links.flatMap(({ label, url }) => {
    const href = safeLink(url)
    return href ? [{ label, href }] : []
  })
  if (safe.length === 0) return null
  return (
    <ul class="inline">
      {safe.map(({ label, href }) => (
        <li dir="auto">
          <a href={href} rel="noopener noreferrer">
            {label}
          </a>
        </li>
      ))}
    </ul>
  )
}
