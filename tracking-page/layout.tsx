import type { Child } from 'hono/jsx'
import type { Merchant } from '../src/domain/merchant.ts'
import { directionOf } from '../src/render/locale.ts'
import { wordsFor } from '../src/render/page-words/index.ts'
import { type Page, type PageStatus, pageSecurityHeaders } from './page.ts'
import { Questions } from './questions.tsx'
import { ownPath, safeLink } from './safe-link.ts'
import { brandStyle, sheet } from './styles.ts'

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
  children?: Child
}

/** The document around every page: merchant's header, what is to be said, questions, footer. */
export function Layout(props: LayoutProps) {
  const { title, merchant, logo, label, asOf, ask, children } = props
  const { words, locale } = wordsFor(props.locale)
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>{title}</title>
        {/* Without it every browser asks for /favicon.ico as well. */}
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: brandStyle(merchant?.brand ?? null).css }} />
        <style dangerouslySetInnerHTML={{ __html: sheet.css }} />
      </head>
      <body>
        <header>
          <p>{merchant && <Merchantmark merchant={merchant} logo={logo} />}</p>
          {label && (
            <p class="soft">
              <bdi>{label}</bdi>
            </p>
          )}
        </header>
        <main>{children}</main>
        <footer>
          {merchant && <Questions merchant={merchant} words={words} ask={ask ?? null} />}
          {merchant?.brand.footer && <p dir="auto">{merchant.brand.footer}</p>}
          {asOf && <p>{asOf}</p>}
        </footer>
      </body>
    </html>
  )
}

/** The page as the server answers it. */
export function finish(
  document: { toString(): unknown },
  merchant: Merchant | null,
  { status = 200, hasForm = false }: { status?: PageStatus; hasForm?: boolean } = {},
): Page {
  return {
    status,
    html: `<!doctype html>${String(document)}`,
    headers: pageSecurityHeaders(merchant?.brand ?? null, { hasForm }),
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
