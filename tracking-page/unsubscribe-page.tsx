import type { Merchant } from '../src/domain/merchant.ts'
import { wordsFor } from '../src/render/page-words/index.ts'
import { finish, Layout } from './layout.tsx'
import type { Page } from './page.ts'

type Input = {
  merchant: Merchant
  locale: string
  logo: string | null
  /** Where the press is sent: the link itself. */
  action: string
  isDone: boolean
}

/**
 * `GET /u/{token}` asks, for a scanner that follows the link must end nothing; the press, and a
 * mailbox's own one-click POST, are answered by what is then so.
 */
export function unsubscribePage({ merchant, logo, action, isDone, ...input }: Input): Page {
  const { words, locale } = wordsFor(input.locale, merchant.locale)
  const { unsubscribe } = words.preferences
  const title = isDone ? unsubscribe.done : unsubscribe.heading
  return finish(
    <Layout
      title={words.pageTitle(title, merchant.name)}
      merchant={merchant}
      locale={locale}
      logo={logo}
    >
      <h1 class={isDone ? 'did' : undefined}>{title}</h1>
      <p class="next">{isDone ? unsubscribe.doneText : unsubscribe.text}</p>
      {!isDone && (
        <form method="post" action={action}>
          <p class="actions">
            <button type="submit">{unsubscribe.action}</button>
          </p>
        </form>
      )}
    </Layout>,
    merchant,
    { hasForm: !isDone },
  )
}
