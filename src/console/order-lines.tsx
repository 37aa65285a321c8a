import { backorderState } from '../domain/backorder-state.ts'
import { CAUSES, explainPromise } from '../domain/explain-promise.ts'
import {
  allocatedQuantity,
  type Backorder,
  type Line,
  type OrderState,
  openQuantity,
  waitingQuantity,
} from '../domain/order.ts'
import { lineAsTold } from '../domain/removed-line.ts'
import { statedHistory } from '../domain/stated-history.ts'
import { Empty, None } from './parts.tsx'
import { inPlainWords } from './plain-words.ts'
import { type Reading, sayDay } from './time.ts'
import { count, inWords } from './words.ts'

type LinesProps = { order: OrderState; reading: Reading }

/** Quantities that add up: ordered = shipped + cancelled + in stock + waiting, line by line. */
export const OrderLines = ({ order, reading }: LinesProps) => (
  <section aria-labelledby="lines">
    <h2 id="lines">Lines</h2>
    {order.lines.length === 0 ? (
      <Empty title="No lines are known yet.">
        They come with <code>order.placed</code>: see whether the shop’s connection sends it.
      </Empty>
    ) : (
      <table class="lines">
        <thead>
          <tr>
            <th scope="col">Item</th>
            {QUANTITIES.map(({ name }) => (
              <th scope="col" class="end">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {linesOf(order).map((line) => (
            <LineRow line={line} reading={reading} />
          ))}
        </tbody>
        <Totals lines={linesOf(order)} />
      </table>
    )}
  </section>
)

const linesOf = (order: OrderState) => order.lines.map((line) => lineAsTold(order, line))

const QUANTITIES: { name: string; of: (line: Line) => number }[] = [
  { name: 'Ordered', of: ({ quantity }) => quantity },
  { name: 'Shipped', of: ({ shipped }) => shipped },
  { name: 'Cancelled', of: ({ cancelled }) => cancelled },
  { name: 'In stock', of: (line) => openQuantity(line) - waitingQuantity(line) },
  { name: 'Waiting', of: waitingQuantity },
]

const LineRow = ({ line, reading }: { line: Line; reading: Reading }) => (
  <>
    <tr class={line.backorder ? 'explained' : undefined}>
      <th scope="row">
        {line.title}
        <span class="hint">
          {' '}
          {[line.variant, line.sku].filter(Boolean).join(' · ')}
          {!line.requiresShipping && ' · needs no shipping'}
        </span>
      </th>
      {QUANTITIES.map(({ of }) => (
        <td class="end">{of(line) || <None word="–" />}</td>
      ))}
    </tr>
    {line.backorder && (
      <tr>
        <td colspan={QUANTITIES.length + 1} class="backorder">
          <BackorderFacts line={line} backorder={line.backorder} reading={reading} />
        </td>
      </tr>
    )}
  </>
)

type BackorderProps = { line: Line; backorder: Backorder; reading: Reading }

const BackorderFacts = ({ line, backorder, reading }: BackorderProps) => {
  const { promise, kind, supplier } = backorder
  const history = statedHistory(backorder)
  const state = backorderState(line)
  const isOpen = waitingQuantity(line) + allocatedQuantity(line) > 0
  return (
    <>
      <p>
        {isOpen &&
          (promise ? (
            <>
              <strong>ships by {sayDay(promise.shipsBy, reading)}</strong>{' '}
              <span class="hint">· {sayBasis(backorder, reading)}</span>
            </>
          ) : (
            <strong>no date: ships when restocked</strong>
          ))}
      </p>
      {isOpen && <p class="hint">{inPlainWords(explainPromise(backorder), reading)}</p>}
      <p class="hint">
        {inWords(kind)} backorder of {backorder.quantity}, {state}
        {supplier && `, from ${supplier}`}
      </p>
      {history.length > 1 && (
        <ol class="history">
          {history.map(({ shipsBy, at, reason, cause }) => (
            <li>
              {shipsBy ? sayDay(shipsBy, reading) : 'no date'}{' '}
              <span class="hint">
                said {sayDay(at, reading)}
                {(reason ?? cause) && `: ${reason ?? (cause && CAUSES[cause])}`}
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

function sayBasis({ promise }: Backorder, reading: Reading) {
  if (!promise) return ''
  const { expectedAt, bufferDays, rule, supplyId, placeInQueue } = promise.basis
  if (rule === 'allocation') return 'from its allocation'
  const queue = placeInQueue === null ? '' : `, place ${placeInQueue} in the queue then`
  const supply = supplyId === null ? '' : ` by supply ${supplyId}`
  return `expected ${sayDay(expectedAt, reading)}${supply}, ${count(bufferDays, 'day')} of buffer${queue}`
}

/** What needs no shipping is in no column but the first, so it is left out of the sums. */
const Totals = ({ lines }: { lines: Line[] }) => {
  const shippable = lines.filter(({ requiresShipping }) => requiresShipping)
  if (shippable.length < 2) return null
  return (
    <tfoot>
      <tr>
        <th scope="row">{shippable.length < lines.length ? 'All that ships' : 'All'}</th>
        {QUANTITIES.map(({ of }) => (
          <td class="end">{shippable.reduce((sum, line) => sum + of(line), 0)}</td>
        ))}
      </tr>
    </tfoot>
  )
}
