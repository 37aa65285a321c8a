import type { Checkpoint, Shipment } from '../src/domain/order.ts'
import { numbersOf } from '../src/domain/shipment.ts'
import { dayIn, formatInstant } from '../src/render/dates.ts'
import { countOf, type PackageCard as View } from '../src/render/page.ts'
import { soonRange } from '../src/render/soon.ts'
import { CancelAction } from './cancel-action.tsx'
import { type PageContext, shortDay, unbroken } from './context.ts'
import { estimatedArrival } from './estimates.ts'
import { Items } from './items.tsx'
import { Progress } from './progress.tsx'
import { otherParcelLink, parcelLink } from './safe-link.ts'

/** Earlier checkpoints shown when opened: a parcel that circles for weeks has hundreds. */
const EARLIER_MAX = 30

type Props = { card: View; of: number; folded: boolean; context: PageContext }

/** `folded`: a package that has arrived makes room for those that have not. */
export function PackageCard({ card, of, folded, context }: Props) {
  const { words } = context
  const title = (
    <h2>
      {words.package.name(card.number, of)} <span class="when">{whenOf(card, context)}</span>
    </h2>
  )
  const body = (
    <>
      <Crossed card={card} context={context} />
      <Progress phase={card.phase} words={words} />
      <News card={card} context={context} />
      <Items items={card.items} words={words} />
      <Carrier shipment={card.shipment} context={context} />
      {card.phase === 'label' && <CancelAction items={card.items} context={context} />}
    </>
  )
  if (!folded) {
    return (
      <section class="card" data-part={`p${card.number}`}>
        {title}
        {body}
      </section>
    )
  }
  return (
    <section class="card folded" data-part={`p${card.number}`}>
      <details class="fold" data-fold="all">
        <summary>
          {title}
          <span class="soft">{words.items.summary(countOf(card.items))}</span>
        </summary>
        {body}
      </details>
    </section>
  )
}

/** It left with what its reader had cancelled: "on its way" alone would read as if nobody listened. */
function Crossed({ card: { shipment, phase }, context }: { card: View; context: PageContext }) {
  const { order, words, links } = context
  const isCrossed = order.crossings.some(
    ({ shipmentId, imported, lines }) =>
      shipmentId === shipment.shipmentId && !imported && lines.some(({ wished }) => wished),
  )
  if (!isCrossed || phase === 'returning' || phase === 'lost' || phase === 'missing') return null
  return (
    <>
      <p>{words.cancel.crossed}</p>
      <p class="actions">
        <a class="quiet" href={`${links.self}/inquiry`}>
          {words.inquiry.link}
        </a>
      </p>
    </>
  )
}

function whenOf({ shipment, phase, arrival, since }: View, context: PageContext): string {
  const { words, locale, now, readerZone } = context
  const today = dayIn(now, readerZone)
  if (phase === 'out_for_delivery' && since === today) return words.package.arrivesToday
  if (arrival && (phase === 'moving' || phase === 'delayed')) {
    if (arrival.late && phase === 'moving') {
      return words.package.late(shortDay(arrival.to, context))
    }
    if (phase === 'moving' && arrival.to === today) return words.package.arrivesToday
    const range = unbroken(soonRange(arrival, locale, 'short', today))
    if (!arrival.late) {
      return phase === 'moving' ? words.package.arrives(range) : words.package.due(range)
    }
  }
  const estimate = phase === 'moving' ? estimatedArrival(shipment, context) : null
  if (estimate) return words.package.estimated(estimate)
  return words.package.phase(phase, shortDay(since, context))
}

function News({ card: { shipment, phase }, context }: { card: View; context: PageContext }) {
  const { words } = context
  const [latest, ...earlier] = [...shipment.checkpoints].reverse()
  if (!shipment.shippedAt && !latest) return <p>{words.package.labelText}</p>
  // Where it has come, or is lost, a scan that is missing is no news.
  if (!latest) return phase === 'moving' ? <p class="soft">{words.package.noNews}</p> : null
  const shown = earlier.slice(0, EARLIER_MAX)
  return (
    <>
      <ol class="news" aria-label={words.package.news}>
        <NewsRow checkpoint={latest} context={context} />
      </ol>
      {shown.length > 0 && (
        <details data-fold="news">
          <summary>{words.package.earlier(shown.length)}</summary>
          <ol class="news">
            {shown.map((checkpoint) => (
              <NewsRow checkpoint={checkpoint} context={context} />
            ))}
          </ol>
        </details>
      )}
    </>
  )
}

function NewsRow({ checkpoint, context }: { checkpoint: Checkpoint; context: PageContext }) {
  const { locale, readerZone, today } = context
  const { at, message, city, region, country } = checkpoint
  const place = [city, region ?? country].filter(Boolean).join(' ')
  return (
    <li>
      <time datetime={at}>{formatInstant(at, locale, readerZone, 'short', today)}</time>
      <span dir="auto">
        {message}
        {place && <span class="soft"> {place}</span>}
      </span>
    </li>
  )
}

function Carrier({ shipment, context }: { shipment: Shipment; context: PageContext }) {
  const { words } = context
  const { carrier, trackingNumber } = shipment
  const href = parcelLink(shipment)
  if (!carrier && !trackingNumber && !href) return null
  return (
    <p class="carrier">
      {carrier && <bdi>{carrier}</bdi>}
      {numbersOf(shipment).map((number) => (
        <>
          <span class="num" translate="no">
            <span class="away">{words.package.number} </span>
            <ParcelNumber number={number} href={otherParcelLink(shipment, number)} />
          </span>
          <button type="button" class="text" data-copy={number} data-copied={words.package.copied}>
            {words.package.copy}
            <span class="away"> {words.package.number}</span>
          </button>
        </>
      ))}
      {href && (
        <a href={href} rel="noopener noreferrer">
          {words.package.track(carrier)}
        </a>
      )}
    </p>
  )
}

const ParcelNumber = ({ number, href }: { number: string; href: string | null }) =>
  href ? (
    <a href={href} rel="noopener noreferrer">
      <bdi>{number}</bdi>
    </a>
  ) : (
    <bdi>{number}</bdi>
  )
