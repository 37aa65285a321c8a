import type { Brand } from '../src/domain/brand.ts'
import { script } from './script.ts'
import { brandStyle, sheet } from './styles.ts'

/** A page ready to be answered: `c.body(html, status, headers)`. */
export type Page = { status: PageStatus; html: string; headers: Record<string, string> }
export type PageStatus = 200 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503

/**
 * Headers of every page of a shopper. Nothing but our own styles (by hash), our own pictures and
 * forms to ourselves; on the order's page one script, by hash too, which may ask our own origin:
 * one that is injected has no hash, and so does not run.
 *
 * A page with a form sends its own origin along (`same-origin`): under `no-referrer` browsers post
 * `Origin: null` (Fetch, "append a request Origin header"), which no door can tell from a foreign
 * one. Other sites get no referrer either way, and the link stays a key.
 */
export function pageSecurityHeaders(
  brand: Brand | null,
  { hasForm, hasScript }: { hasForm: boolean; hasScript: boolean },
): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      `style-src ${sheet.hash} ${brandStyle(brand).hash}`,
      ...(hasScript ? [`script-src ${script.hash}`, "connect-src 'self'"] : []),
      "img-src 'self' data:",
      `form-action ${hasForm ? "'self'" : "'none'"}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'referrer-policy': hasForm ? 'same-origin' : 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  }
}
