import type { Silence } from '../domain/cadence/explain-silence.ts'
import type { Contact } from '../domain/contact.ts'
import { isWaiting, openQuantity, orderPromise } from '../domain/order.ts'
import { silenceBudgetDays } from '../domain/policy-of-kind.ts'
import type { SupportView } from '../operations/console-types.ts'
import { Fact, Moment, None } from './parts.tsx'
import { type Reading, sayDay, sayExactly, sayWait } from './time.ts'
import { inWords } from './words.ts'

type FactsProps = { view: SupportView; reading: Reading }

export const OrderFacts = ({ view, reading }: FactsProps) => (
  <section aria-label="Order and customer" class="pair">
    <dl>
      <Fact name="Promise">
        <Promised {...{ view, reading }} />
      </Fact>
      <Fact name="Last word">
        <LastWord {...{ view, reading }} />
      </Fact>
      {view.silence && (
        <Fact name="Next word">
          <NextWord {...{ silence: view.silence, reading }} />
        </Fact>
      )}
      <Fact name="Placed">
        {view.order.placed ? (
          <Moment at={view.order.placed.at} reading={reading} />
        ) : (
          <None word="not yet known" />
        )}
      </Fact>
      <Fact name="Payment">
        {inWords(view.order.paymentStatus)}
        {view.order.priority !== 0 && `, priority ${view.order.priority}`}
      </Fact>
      <Fact name="Refunds">
        {view.order.refunds.length === 0 ? (
          <None />
        ) : (
          view.order.refunds.map(({ amount, at }) => (
            <span class="row">
              {amount.amount} {amount.currency} on {sayDay(at, reading)}
            </span>
          ))
        )}
      </Fact>
      <Fact name="Page">
        <code class="wrap">{view.trackingUrlMasked}</code>
      </Fact>
    </dl>
    <Customer contact={view.contact} />
  </section>
)

const Promised = ({ view, reading }: FactsProps) => {
  const promise = orderPromise(view.order)
  if (promise) return <strong>ships by {sayDay(promise.shipsBy, reading)}</strong>
  const waits = view.order.lines.some(({ backorder }) => backorder) && isWaiting(view.order)
  return waits ? (
    <strong>no date: ships when restocked</strong>
  ) : (
    <None word="nothing is promised" />
  )
}

const LastWord = ({ view, reading }: FactsProps) => {
  if (!view.silentSince) return <None word="no word yet" />
  const lines = view.order.lines.filter((line) => openQuantity(line) > 0)
  const budget = silenceBudgetDays(view.merchant.policy, lines)
  return (
    <>
      <time datetime={view.silentSince} title={sayExactly(view.silentSince, reading)}>
        {sayWait(view.silentSince, view.now)} ago
      </time>{' '}
      {isWaiting(view.order) && <span class="hint">of {budget} d at most</span>}
    </>
  )
}

/** What comes next and why, and what was to come and did not: nobody has to guess. */
const NextWord = ({ silence, reading }: { silence: Silence; reading: Reading }) => (
  <>
    {silence.next ? (
      <>
        {inWords(silence.next.kind)} <Moment at={silence.next.dueAt} reading={reading} />{' '}
        <span class="hint">{silence.next.why}</span>
      </>
    ) : (
      <span class="hint">{silence.why}</span>
    )}
    {silence.unsaid.map(({ kind, status, why }) => (
      <span class="row hint">
        {inWords(kind)}, {inWords(status)}: {why}
      </span>
    ))}
  </>
)

const Customer = ({ contact }: { contact: Contact }) => (
  <dl>
    <Fact name="Customer">{contact.name ?? <None word="no name" />}</Fact>
    <Fact name="E-mail">
      <span class="wrap">{contact.email ?? <None />}</span>
    </Fact>
    <Fact name="Phone">
      {contact.phone ?? <None />}
      {contact.phone && (
        <span class="hint"> {contact.smsConsent ? 'texts agreed' : 'no texts'}</span>
      )}
    </Fact>
    <Fact name="Address">
      <Address contact={contact} />
    </Fact>
    <Fact name="Reads">
      {contact.locale ?? 'the merchant’s language'}
      <span class="hint"> {contact.timeZone ?? 'zone from the address'}</span>
    </Fact>
  </dl>
)

const Address = ({ contact: { address } }: { contact: Contact }) => {
  const { name, line1, line2, postalCode, city, region, country } = address ?? {}
  const town = [postalCode, city, region].filter(Boolean).join(' ')
  const rows = [name, line1, line2, town, country].filter(Boolean)
  if (rows.length === 0) return <None />
  return (
    <address>
      {rows.map((row) => (
        <span class="row">{row}</span>
      ))}
    </address>
  )
}
