import { IANAZone } from 'luxon'
import { DAY_MS } from './instant.ts'

/**
 * A time zone that keeps the offsets it was asked for. `Intl` takes 5 µs for one, and planning an
 * order asks a hundred times: it was half of what a plan took.
 *
 * Kept by the day, where the clocks stand alike at its two ends; on a day of a change `Intl` is asked.
 */
export function zoneOf(name: string): IANAZone {
  const known = zones.get(name)
  if (known) return known

  const zone = new KeptZone(name)
  if (zones.size >= ZONES_MAX) zones.clear()
  zones.set(name, zone)
  return zone
}

/** A table of constants, not a state. */
const zones = new Map<string, KeptZone>()
const ZONES_MAX = 1_000

class KeptZone extends IANAZone {
  /** By the number of the day; null where the clocks change on it. */
  readonly #offsets = new Map<number, number | null>()

  override offset(ms: number): number {
    const day = Math.floor(ms / DAY_MS)
    const kept = this.#offsets.get(day)
    return (kept === undefined ? this.#keep(day) : kept) ?? super.offset(ms)
  }

  #keep(day: number): number | null {
    const offset = super.offset(day * DAY_MS)
    const kept = offset === super.offset((day + 1) * DAY_MS) ? offset : null
    if (this.#offsets.size >= DAYS_MAX) this.#offsets.clear()
    this.#offsets.set(day, kept)
    return kept
  }
}

const DAYS_MAX = 20_000
