import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { knownNotice, lookupPage, noticePage } from '../../tracking-page/index.ts'
import { maskEmail } from '../../tracking-page/privacy.ts'
import { ownPath, safeLink } from '../../tracking-page/safe-link.ts'
import { brandStyle } from '../../tracking-page/styles.ts'
import { aMerchant } from '../support/order-state.ts'
import { pageStates } from '../support/page-states.ts'
import { textOf } from '../support/page-text.ts'

describe('noticePage', () => {
  it.each([
    ['expired', 410],
    ['wrong', 404],
    ['fault', 500],
    ['stale', 409],
    ['forbidden', 403],
  ] as const)('%s is answered %i', (kind, status) => {
    expect(knownNotice(kind, { merchant: null }).status).toBe(status)
  })

  it('names no merchant where it is given none', () => {
    const { html } = knownNotice('wrong', { merchant: null })

    expect(html).toContain('<footer></footer>')
    expect(textOf(html)).toContain('This link is not right')
  })

  it('escapes what it is given and links only to us', () => {
    const { html } = noticePage({
      title: '<b>',
      text: '<i>',
      merchant: null,
      status: 409,
      action: { label: 'Go', href: 'https://elsewhere.example/' },
    })

    expect(html).not.toMatch(/<b>|<i>|elsewhere/)
  })
})

describe('lookupPage', () => {
  it('posts, so that an e-mail address stands in no log and no history', () => {
    const { html } = lookupPage({ merchant: aMerchant(), action: '/m/acme/track' })

    expect(html).toContain('<form method="post" action="/m/acme/track"')
  })

  it('gives the number back after a miss, and one answer for wrong and unknown', () => {
    const page = lookupPage({
      merchant: aMerchant(),
      action: '/m/acme/track',
      problem: 'unknown',
      orderNumber: '"><script>',
    })

    expect(page.status).toBe(404)
    expect(page.html).toContain('role="alert"')
    expect(page.html).toContain('value="&quot;&gt;&lt;script&gt;"')
  })
})

describe('every page', () => {
  it.each(Object.keys(pageStates))('%s: language, title, one h1, hashed styles, size', (name) => {
    const page = pageStates[name]?.()
    const html = page?.html ?? ''

    expect(html).toMatch(/^<!doctype html><html lang="en(-US)?" dir="(ltr|rtl)">/)
    expect(html).toMatch(/<title>[^<]+<\/title>/)
    expect(html.match(/<h1/g)?.length).toBe(1)
    expect(html).not.toMatch(/unsafe-inline| style="| on\w+="/)
    const policy = page?.headers['content-security-policy'] ?? ''
    expect(html.match(/<script/g) ?? []).toHaveLength(policy.includes('script-src') ? 1 : 0)
    for (const [, tag, text = ''] of html.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)) {
      const hash = createHash('sha256').update(text).digest('base64')
      const directive = policy.split('; ').find((one) => one.startsWith(`${tag}-src `))
      expect(directive?.split(' ')).toContain(`'sha256-${hash}'`)
    }
    expect(page?.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page?.headers['content-security-policy']).not.toContain('unsafe')
  })
})

describe('what pages are made of', () => {
  it.each([
    ['jon.snow@example.com', 'j…@example.com'],
    ['j@example.com', '…@example.com'],
    ['not an address', '…'],
    ['@example.com', '…'],
  ])('masks %s as %s', (email, masked) => {
    expect(maskEmail(email)).toBe(masked)
  })

  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', '//x.example', ''])(
    'does not link %s',
    (url) => {
      expect(safeLink(url)).toBeNull()
    },
  )

  it.each(['//x.example', '/\\x.example', 'https://x.example', 'x'])('%s is no path', (path) => {
    expect(ownPath(path)).toBeNull()
  })

  it('chooses the text on a brand colour, and a shade of it that shows on the card', () => {
    const { css } = brandStyle({ color: '#ffee00' })

    expect(css).toContain('--brand:#ffee00;--on-brand:#000000')
    expect(css).not.toContain('--progress:#ffee00}@media')
  })
})
