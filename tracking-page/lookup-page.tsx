import type { Merchant } from '../src/domain/merchant.ts'
import { wordsFor } from '../src/render/page-words/index.ts'
import { finish, Layout } from './layout.tsx'
import type { Page } from './page.ts'
import { ownPath } from './safe-link.ts'

export type LookupInput = {
  merchant: Merchant
  /** Where the form is sent: `/m/{slug}/track`, or `/track` on the merchant's own host. */
  action: string
  logo?: string | null
  locale?: string
  /** `unknown` is one answer for wrong and for unknown, so that nobody can ask who bought what. */
  problem?: 'unknown' | 'too_many' | null
  /** What was typed, given back so that one letter can be mended; the key never is. */
  orderNumber?: string
}

/** `GET /m/{slug}/track`. Sent by POST: an address typed here belongs in no log and no history. */
export function lookupPage(input: LookupInput): Page {
  const { merchant, action, logo = null, problem = null, orderNumber } = input
  const { words, locale } = wordsFor(input.locale ?? merchant.locale)
  const { lookup } = words
  const problemText =
    problem === 'too_many' ? lookup.tooMany : problem === 'unknown' ? lookup.problem : null
  return finish(
    <Layout
      title={words.pageTitle(lookup.heading, merchant.name)}
      merchant={merchant}
      locale={locale}
      logo={logo}
    >
      <h1>{lookup.heading}</h1>
      <form method="post" action={ownPath(action) ?? ''} class="card">
        {problemText && (
          <p class="wrong" id="problem" role="alert">
            {problemText}
          </p>
        )}
        <label for="number">{lookup.number}</label>
        <input
          id="number"
          name="order_number"
          required
          maxlength={255}
          autocomplete="off"
          aria-invalid={problem === 'unknown' ? 'true' : undefined}
          aria-describedby={problem ? 'problem number-hint' : 'number-hint'}
          value={orderNumber}
        />
        <p class="hint" id="number-hint">
          {lookup.numberHint}
        </p>
        <label for="key">{lookup.key}</label>
        <input
          id="key"
          name="key"
          required
          maxlength={254}
          autocomplete="email"
          aria-invalid={problem === 'unknown' ? 'true' : undefined}
          aria-describedby={problem ? 'problem' : undefined}
        />
        <p class="actions">
          <button type="submit">{lookup.button}</button>
        </p>
      </form>
    </Layout>,
    merchant,
    { status: problem === 'too_many' ? 429 : problem ? 404 : 200, hasForm: true },
  )
}
