import type { Contact } from '../domain/contact.ts'
import type { SupportView } from '../operations/console-types.ts'
import { Fact, Moment, None } from './parts.tsx'
import { type Reading, sayDay } from './time.ts'
import { inWords } from './words.ts'

type FactsProps = { view: SupportView; reading: Reading }

export const OrderFacts = ({ view, reading }: FactsProps) => (
  <section aria-label="Order and customer" class="pair">
    <dl>
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

const Customer = ({ contact }: { contact: Contact }) => (
  <dl>
    <Fact name="Customer">{contact.name ?? <None word="no name" />}</Fact>
    <Fact name="E-mail">
      <span class="wrap">{contact.email ?? <None />}</span>
      {contact.email && contact.suppressed?.email && <span class="hint"> · takes no mail</span>}
    </Fact>
    <Fact name="Phone">
      {contact.phone ?? <None />}
      {contact.phone && <span class="hint"> · {textsOf(contact)}</span>}
    </Fact>
    <Fact name="Address">
      <Address contact={contact} />
    </Fact>
    <Fact name="Reads">
      {contact.locale ?? 'the merchant’s language'}
      <span class="hint"> · {contact.timeZone ?? 'time zone of the address'}</span>
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

/** A consent that was taken back, or a number that takes nothing, is none to count on. */
function textsOf({ smsConsent, textsStopped, suppressed }: Contact): string {
  if (textsStopped) return 'texts stopped by the reader'
  if (suppressed?.sms) return 'takes no texts'
  return smsConsent ? 'texts agreed' : 'no texts'
}
