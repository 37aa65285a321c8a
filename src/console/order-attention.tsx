import { anomaliesOf } from '../domain/anomaly.ts'
import type { HeldEnd } from '../domain/attention.ts'
import type { OrderState } from '../domain/order.ts'
import type { SupportView } from '../operations/console-types.ts'
import { listLines, namesOf } from './describe-lines.ts'
import { Moment } from './parts.tsx'
import { answerPath, suppressionsPath } from './paths.ts'
import { inPlainWords } from './plain-words.ts'
import type { Reading } from './time.ts'

type AttentionProps = { slug: string; view: SupportView; reading: Reading }

/**
 * What waits for a person, each with what can be done about it. It stands first: it may be why
 * everything else looks odd.
 */
export const OrderAttention = ({ slug, view, reading }: AttentionProps) => {
  const { order, attention } = view
  const { cancellationRequest: request } = order
  const { heldEnd, unreached } = attention
  const anomalies = anomaliesOf(order)
  if (anomalies.length === 0 && !request && !heldEnd && !unreached) return null
  return (
    <section class="attention" aria-labelledby="attention">
      <h2 id="attention">Needs a look</h2>
      <ul>
        {request && (
          <li>
            <p>
              <Asked order={order} request={request} reading={reading} />
            </p>
            <Act href={answerPath(slug, order.orderId)} name="Answer the request…" />
          </li>
        )}
        {heldEnd && (
          <li>
            <p>
              <Held order={order} end={heldEnd} reading={reading} />
            </p>
            {!request && <Act href={answerPath(slug, order.orderId)} name="End it or keep it…" />}
          </li>
        )}
        {unreached && <Unreached {...{ slug, view, reading }} />}
        {anomalies.map(({ message, eventId }) => (
          <li>
            {inPlainWords(message, reading)} <span class="hint id">{eventId}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Act = ({ href, name }: { href: string; name: string }) => (
  <p class="buttons">
    <a class="button" href={href}>
      {name}
    </a>
  </p>
)

export type CancellationRequest = NonNullable<OrderState['cancellationRequest']>
type AskedProps = { order: OrderState; request: CancellationRequest; reading: Reading }

export const Asked = ({ order, request, reading }: AskedProps) => (
  <>
    {ASKERS[request.by]} asked to cancel {listLines(request.lines, namesOf(order.lines))}:{' '}
    <Moment at={request.at} reading={reading} />.{request.reason && ` Reason: “${request.reason}”.`}{' '}
    It waits for the shop’s answer.
  </>
)

const ASKERS = {
  shopper: 'The customer',
  support: 'Support',
  merchant: 'The shop',
  tidings: 'Tidings',
} as const

type HeldProps = { order: OrderState; end: HeldEnd; reading: Reading }

export const Held = ({ order, end, reading }: HeldProps) => (
  <>
    The wait for {listLines(end.lines, namesOf(order.lines))} is over since{' '}
    <Moment at={end.since} reading={reading} />: it has not shipped, and nobody agreed to wait
    longer. It is not cancelled by itself, because {HELD_WORDS[end.held]}.
  </>
)

const HELD_WORDS: Record<HeldEnd['held'], string> = {
  confirm: 'by your policy you confirm each end',
  feed: 'the shop’s feed looks dead: it may have shipped, and we were not told',
  late: 'the fault may not be the customer’s: it was known to us, or they were asked, too late',
}

/** By the words of its silence: they say which door is closed, and why. */
const Unreached = ({ slug, view, reading }: AttentionProps) => {
  const { unreached } = view.attention
  if (!unreached) return null
  const [why] = view.silence?.keptBack ?? []
  const isGivenUp = Object.keys(view.contact.suppressed ?? {}).length > 0
  return (
    <li>
      No message reaches the customer since <Moment at={unreached.since} reading={reading} />.{' '}
      {inPlainWords(why ?? unreached.why, reading)} Give the order an address in your shop, or call:
      what is held goes by itself once it can.
      {isGivenUp && (
        <>
          {' '}
          <a href={suppressionsPath(slug)}>Addresses that are not written to</a>
        </>
      )}
    </li>
  )
}
