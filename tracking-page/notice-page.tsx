import type { Merchant } from '../src/domain/merchant.ts'
import { wordsFor } from '../src/render/page-words/index.ts'
import { finish, Layout } from './layout.tsx'
import type { Page, PageStatus } from './page.ts'
import { ownPath } from './safe-link.ts'

export type NoticeInput = {
  title: string
  text: string
  /** Null where it must not be told whose page this would have been, or nobody knows. */
  merchant: Merchant | null
  status: PageStatus
  locale?: string
  logo?: string | null
  /** One way on, to a path of ours. */
  action?: { label: string; href: string } | null
}

/** A page that is one sentence: the link has expired, is wrong, or the fault is ours. */
export function noticePage(input: NoticeInput): Page {
  const { title, text, merchant, status, logo = null, action } = input
  const locale = input.locale ?? merchant?.locale ?? 'en'
  const href = ownPath(action?.href ?? null)
  return finish(
    <Layout
      title={merchant ? wordsFor(locale).words.pageTitle(title, merchant.name) : title}
      merchant={merchant}
      locale={locale}
      logo={logo}
    >
      <h1 dir="auto">{title}</h1>
      <p class="next" dir="auto">
        {text}
      </p>
      {action && href && (
        <p class="actions">
          <a class="button main" href={href}>
            {action.label}
          </a>
        </p>
      )}
    </Layout>,
    merchant,
    { status },
  )
}

export type NoticeKind =
  | 'expired'
  | 'wrong'
  | 'fault'
  | 'too_large'
  | 'unreadable'
  | 'stale'
  | 'forbidden'

const STATUS: Record<NoticeKind, PageStatus> = {
  expired: 410,
  wrong: 404,
  fault: 500,
  too_large: 413,
  unreadable: 422,
  stale: 409,
  forbidden: 403,
}

type KnownNotice = Pick<NoticeInput, 'merchant' | 'logo'> & {
  /** The order's page where there is one, else the look-up. */
  links?: { self?: string; lookup?: string }
  locale?: string
}

/** The notices that the pages have words for. */
export function knownNotice(kind: NoticeKind, { links = {}, ...input }: KnownNotice): Page {
  const { words } = wordsFor(input.locale ?? input.merchant?.locale ?? 'en')
  const action = links.self
    ? { label: words.toOrder, href: links.self }
    : links.lookup
      ? { label: words.toLookup, href: links.lookup }
      : null
  return noticePage({ ...input, ...words.notice[kind], status: STATUS[kind], action })
}
