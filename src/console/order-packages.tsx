import { type DeliveryView, deliveryView, packageRange } from '../domain/delivery-range.ts'
import type { Checkpoint, Shipment } from '../domain/order.ts'
import { numbersOf } from '../domain/shipment.ts'
import type { SupportView } from '../operations/console-types.ts'
import { listLines, type Names, namesOf } from './describe-lines.ts'
import { Fact, Moment, None } from './parts.tsx'
import { type Reading, sayDay, sayMoment } from './time.ts'
import { inWords } from './words.ts'

type PackagesProps = { view: SupportView; reading: Reading }

export const OrderPackages = ({ view, reading }: PackagesProps) => {
  const { order, merchant, contact, now } = view
  const delivery = deliveryView(merchant, contact, now)
  const names = namesOf(order.lines)
  return (
    <section aria-labelledby="packages">
      <h2 id="packages">Packages</h2>
      {order.shipments.length === 0 ? (
        <p class="hint">Nothing has shipped.</p>
      ) : (
        order.shipments.map((shipment) => (
          <Package shipment={shipment} names={names} delivery={delivery} reading={reading} />
        ))
      )}
    </section>
  )
}

type PackageProps = {
  shipment: Shipment
  names: Names
  delivery: DeliveryView
  reading: Reading
}

const Package = ({ shipment, names, delivery, reading }: PackageProps) => (
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
      <Arrival shipment={shipment} delivery={delivery} reading={reading} />
      <Fact name="Contents">{listLines(shipment.lines, names)}</Fact>
    </dl>
    <Checkpoints checkpoints={shipment.checkpoints} reading={reading} />
  </article>
)

type ArrivalProps = Omit<PackageProps, 'names'>

/** The day of a package that has come, is held up or is late was expected, and is none to come. */
const Arrival = ({ shipment, delivery, reading }: ArrivalProps) => {
  const range = packageRange(shipment, delivery)
  const { expectedDelivery } = shipment
  if (!range) {
    return expectedDelivery ? (
      <Fact name="Was expected">{sayDay(expectedDelivery, reading)}</Fact>
    ) : null
  }
  const { earliest, latest, source } = range
  const days = earliest === latest ? [latest] : [earliest, latest]
  return (
    <Fact name={source === 'carrier' ? 'Arrives' : 'Estimated'}>
      {days.map((day) => sayDay(day, reading)).join(' – ')}
    </Fact>
  )
}

/** The carrier's page is another origin: it must not learn from where it was opened. */
const TrackingNumber = ({ shipment }: { shipment: Shipment }) => {
  const { trackingNumber, otherNumbers = [], trackingUrl } = shipment
  if (!trackingUrl || !/^https?:\/\//i.test(trackingUrl))
    return <span class="id">{numbersOf(shipment).join(', ')}</span>
  return (
    <>
      <a class="id" href={trackingUrl} rel="noreferrer noopener" target="_blank">
        {trackingNumber ?? 'track'}
      </a>
      {otherNumbers.map((number) => (
        <span class="id">, {number}</span>
      ))}
    </>
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
