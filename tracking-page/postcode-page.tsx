import { knownPostcode } from '../src/domain/postcode.ts'
import { CancelLayout } from './cancel-layout.tsx'
import { contextOf, type PageContext, type TrackingPageInput } from './context.ts'
import { finish } from './layout.tsx'
import type { Page } from './page.ts'

/** Longer than any postcode with its spaces. */
const POSTCODE_MAX = 16
const STATUS = { wrong: 422, tooMany: 429 } as const

type Input = TrackingPageInput & { problem?: keyof typeof STATUS }

/**
 * `GET /t/{token}/postcode`: one field, on a page of its own, so that the order's page holds no form
 * and may tell nobody where a reader came from.
 */
export function postcodePage({ problem, ...input }: Input): Page {
  const context = contextOf(input)
  const { links, merchant, words } = context
  const { reveal } = words
  return finish(
    <CancelLayout title={reveal.link} context={context}>
      <h1>{reveal.link}</h1>
      <p class="next">{reveal.text}</p>
      <form method="post" action={`${links.self}/postcode`} class="card">
        {problem && (
          <p class="wrong" id="problem" role="alert">
            {reveal[problem]}
          </p>
        )}
        <label for="postal-code">{reveal.label}</label>
        <input
          id="postal-code"
          name="postal_code"
          required
          maxlength={POSTCODE_MAX}
          autocomplete="postal-code"
          aria-invalid={problem === 'wrong' ? 'true' : undefined}
          aria-describedby={problem ? 'problem' : undefined}
        />
        <p class="actions">
          <button type="submit">{reveal.action}</button>
          <a class="button" href={links.self}>
            {words.toOrder}
          </a>
        </p>
      </form>
    </CancelLayout>,
    merchant,
    { hasForm: true, ...(problem && { status: STATUS[problem] }) },
  )
}

/** Without a postcode nobody could prove anything, so nobody is asked for one. */
export const mayReveal = ({ contact, isRevealed = false }: PageContext) =>
  !isRevealed && knownPostcode(contact) !== null
