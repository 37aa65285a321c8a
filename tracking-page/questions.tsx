import type { Merchant } from '../src/domain/merchant.ts'
import type { Words } from '../src/render/page-words/index.ts'
import { safeLink } from './safe-link.ts'

type Props = { merchant: Merchant; words: Words; ask: string | null }

/** Where a person answers: what the brand names, else the reply to any message. */
export function Questions({ merchant, words, ask }: Props) {
  const { support_email: email, support_phone: phone, support_url: url } = merchant.brand
  const help = safeLink(url)
  const any = email || phone || help
  return (
    <section class="questions">
      <h2>{words.questions.heading}</h2>
      <p>{any ? words.questions.text(merchant.name) : words.questions.none}</p>
      {ask && (
        <p>
          <a class="quiet" href={ask}>
            {words.inquiry.link}
          </a>
        </p>
      )}
      {any && (
        <ul class="inline">
          {email && (
            <li>
              <a href={`mailto:${encodeURIComponent(email).replace('%40', '@')}`}>{email}</a>
            </li>
          )}
          {phone && (
            <li>
              <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
            </li>
          )}
          {help && (
            <li>
              <a href={help} rel="noopener noreferrer">
                {words.questions.help}
              </a>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}
