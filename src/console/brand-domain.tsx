import type { DomainView } from '../operations/brand-console-types.ts'
import type { ConsoleMerchant } from '../operations/console-types.ts'
import { brandDomainCheckPath, brandDomainPath } from './paths.ts'
import { readingOf } from './place.ts'
import { sayMoment } from './time.ts'

type Props = { merchant: ConsoleMerchant; domain: DomainView | null; named: string | null }

/** Whose pages answer under which name, what has to be set for it, and how far that has come. */
export const BrandDomain = ({ merchant, domain, named }: Props) => (
  <section class="form" aria-labelledby="domain-title">
    <h2 id="domain-title">Your own domain</h2>
    <form method="post" action={brandDomainPath(merchant.slug)}>
      <p>
        <label for="domain">
          For your shoppers’ pages, like track.shop.com; empty: they answer here
        </label>
        <input
          id="domain"
          name="domain"
          value={named ?? domain?.domain ?? ''}
          maxlength={253}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
        />
      </p>
      <p>
        <button type="submit">Keep this domain</button>
      </p>
    </form>
    {domain && <Proof merchant={merchant} domain={domain} />}
  </section>
)

const Proof = ({ merchant, domain }: { merchant: ConsoleMerchant; domain: DomainView }) => (
  <>
    <p data-name="domain-state">
      <span class={domain.state === 'proven' ? 'badge' : 'flag'}>
        {domain.state === 'proven' ? 'Proven' : 'Not proven yet'}
      </span>{' '}
      {sayState(domain)}
    </p>
    {domain.reason !== null && (
      <p class="notice bad" role="alert">
        The last check missed something: {domain.reason}.
      </p>
    )}
    <p>Set these at your name server:</p>
    <div class="scroll">
      <table class="records">
        <thead>
          <tr>
            <th scope="col">Type</th>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {domain.records.map(({ type, name, value }) => (
            <tr>
              <td>{type}</td>
              <td>
                <code>{name}</code>
              </td>
              <td>
                <code>{value}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    {!domain.hasTarget && (
      <p class="notice bad">
        This installation has no name of its own yet, so no domain can lead to it: BASE_URL has to
        name one.
      </p>
    )}
    <p class="hint">
      Whoever runs the proxy before Tidings has to have a certificate for the domain: it is asked
      over https.
    </p>
    <form method="post" action={brandDomainCheckPath(merchant.slug)}>
      <p>
        <button type="submit">Check now</button>{' '}
        <span class="hint">
          {domain.checkedAt
            ? `Last checked ${sayMoment(domain.checkedAt, readingOf(merchant))}`
            : 'Not checked yet'}
        </span>
      </p>
    </form>
  </>
)

/** What that means for those who open a link. */
function sayState({ state, reason, domain }: DomainView): string {
  if (state === 'pending') return `Links lead to this installation until ${domain} is.`
  return reason === null
    ? `Links in messages lead to https://${domain}.`
    : `Links in messages still lead to https://${domain}, where readers may find nothing.`
}
