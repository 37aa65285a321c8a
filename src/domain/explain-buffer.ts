import { type BufferFacts, OTHERS_WEIGHT } from './lateness.ts'
import { LATENESS_MAX } from './lateness-row.ts'
import type { LearnedBuffer } from './promise.ts'

type Known = LearnedBuffer & Partial<BufferFacts>

/**
 * One sentence for the merchant that says how many days were added and from what: the facts as they
 * were when the date was stated, never as they are now, or the answer would not match the promise.
 */
export function explainBuffer(buffer: Known): string {
  if (buffer.rule === 'default') {
    const { merchantSamples: known, honestDays } = buffer
    const past =
      known === 0 ? 'No past supply is known yet' : `Only ${supplies(known)} ${are(known)} known`
    return `${past}, so the default rule adds ${days(honestDays)}.`
  }
  return buffer.reason === 'own_date_kept'
    ? `${recordOf(buffer)}, so we add nothing to its dates.`
    : `${recordOf(buffer)}${othersOf(buffer)}; ${verdictOf(buffer)}.`
}

/** What is known of the supplier itself. */
function recordOf({ supplier, samples, watched, onTime, open, merchantSamples }: Known): string {
  if (supplier === null) {
    return `${supplies(merchantSamples)} of all suppliers ${are(merchantSamples)} known`
  }
  if (samples === 0) return `No past supply of ${supplier} is known`

  // As it was known that morning: what came on the day itself counts from the next.
  const were = open === 1 ? 'was' : 'were'
  const late = open > 0 ? ` and ${open} ${were} open past the date that morning` : ''
  return watched
    ? `${onTime ?? 0} of ${supplies(watched)} of ${supplier} came by the date first told${late}`
    : `${supplies(samples)} of ${supplier} ${are(samples)} known${late}`
}

/**
 * How much the other suppliers and the default rule had to say. Never left out while they count: of
 * a supplier with 60 supplies, those of all others still weigh more than its own.
 */
function othersOf({ supplier, samples, merchantSamples }: Known): string {
  const others = supplier === null ? 0 : merchantSamples - samples
  const isFew = merchantSamples < ENOUGH
  if (others === 0) return isFew ? '; with so few, the default rule counts too' : ''
  if (samples >= PLENTY) return ''
  const who = `${supplies(others)} of your other suppliers${isFew ? ' and the default rule' : ''}`
  if (samples === 0) return `, so we go by ${who}`
  if (others > OTHERS_WEIGHT)
    return `; ${who} together count like ${OTHERS_WEIGHT} more of ${supplier}`
  return `; ${who} count${others === 1 && !isFew ? 's' : ''} too`
}

function verdictOf({ days: added, honestDays, confidence, maxBufferDays }: Known): string {
  const aim = `to keep ${Math.round(confidence * 100)} of 100 promises`
  if (added !== null) return `${aim}, we add ${added === 0 ? 'nothing' : days(added)}`
  if (honestDays > LATENESS_MAX) {
    return `${aim}, no day within a year can be named, so no date is told`
  }
  const limit = maxBufferDays === undefined ? '' : `, and the limit is ${days(maxBufferDays)}`
  return `${aim}, we would have to add ${days(honestDays)}${limit}, so no date is told`
}

/** From so many on, the default rule hardly moves the answer. */
const ENOUGH = 50

/** From so many of its own on, nor do the others. */
const PLENTY = 10 * OTHERS_WEIGHT

const days = (number: number) => (number === 1 ? '1 day' : `${number} days`)

const supplies = (number: number) => (number === 1 ? '1 supply' : `${number} supplies`)

const are = (number: number) => (number === 1 ? 'is' : 'are')
