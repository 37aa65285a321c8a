import type { Checkpoint, OrderState, Shipment } from '../domain/order.ts'
import { listLines, type Names, namesOf } from './describe-lines.ts'
import { Fact, Moment, None } from './parts.tsx'
import { type Reading, sayDay, sayMoment } from './time.ts'
import { inWords } from './words.ts'

type PackagesProps = { order: OrderState; reading: Reading }

export const OrderPackages = ({ order, reading }: PackagesProps) => (
  <section aria-labelledby="packages">
    <h2 id="packages">Packages</h2>
    {order.shipments.length === 0 ? (
      <p class="hint">Nothing has shipped.</p>
    ) : (
      order.shipments.map((shipment) => (
        <Package shipment={shipment} names={namesOf(order.lines)} reading={reading} />
      ))
    )}
  </section>
)

type PackageProps = { shipment: Shipment; names: Names; reading: Reading }

const Package = ({ shipment, names, reading }: PackageProps) => (
  <article class={shipment.voided ? 'package past' : 'package'}>
    <h3>
      {inWords(shipment.status)}
      {shipment.voided && ', voided'}{' '}
      <span class="hint">
        package <span class="id">{shipment.shipmentId}</span>
      </span>
    </h3>
    <dl>
      <Fact name="Carrier">
        {shipment.carrier ?? <None word="not named" />} <TrackingNumber shipment={shipment} />
      </Fact>
      <Fact name="Shipped">
        {shipment.shippedAt ? (
          <Moment at={shipment.shippedAt} reading={reading} />
        ) : (
          'label only, not yet with the carrier'
        )}
      </Fact>
      {shipment.expectedDelivery && (
        <Fact name="Arrives">{sayDay(shipment.expectedDelivery, reading)}</Fact>
      )}
      <Fact name="Contents">{listLines(shipment.lines, names)}</Fact>
    </dl>
    <Checkpoints checkpoints={shipment.checkpoints} reading={reading} />
  </article>
)

/** The carrier's page is another origin: it must not learn from where it was opened. */
const TrackingNumber = ({ shipment }: { shipment: Shipment }) => {
  const { trackingNumber, trackingUrl } = shipment
  if (!trackingUrl || !/^https?:\/\//i.test(trackingUrl))
    return <span class="id">{trackingNumber}</span>
  return (
    <a class="id" href={trackingUrl} rel="noreferrer noopener" target="_blank">
      {trackingNumber ?? 'track'}
    </a>
  )
}

const Checkpoints = ({ checkpoints, reading }: { checkpoints: Checkpoint[]; reading: Reading }) => {
  const newest = checkpoints.at(-1)
  if (!newest) return null
  const earlier = checkpoints.slice(0, -1).reverse()
  return (
    <>
      <p>{sayCheckpoint(newest, reading)}</p>
      {earlier.length > 0 && (
        <details>
          <summary>{earlier.length} earlier</summary>
          <ul>
            {earlier.map((checkpoint) => (
              <li>{sayCheckpoint(checkpoint, reading)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function sayCheckpoint({ at, message, city, region, country }: Checkpoint, reading: Reading) {
  const place = [city, region, country].filter(Boolean).join(', ')
  return `${sayMoment(at, reading)}: ${message}${place ? ` (${place})` : ''}`
}
