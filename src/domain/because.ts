/** One thing that a rule looked at. An object is by line id, since two lines have two dates. */
export type Fact = string | number | boolean | null | readonly string[] | FactsByLine
export type FactsByLine = { [lineId: string]: string | number | null }

/**
 * Which rule wanted a message, held it or let it go, and the facts that made it so: what `why` says
 * in a sentence, for a program to read. Ids, days, counts and names of states alone: what somebody
 * wrote, or who they are, is no fact of a rule, so erasing a person leaves it as it is.
 *
 * `lines`, `events`, `told_by`, `last_word`, `packages` and the like name what exists of that order:
 * `FACTS_THAT_NAME` says which, and a test follows each of them.
 */
export type Because = { rule: string; facts: Facts }
export type Facts = { [name: string]: Fact }

export const because = (rule: string, facts: Facts): Because => ({ rule, facts })

/** Facts that name something else of the order, by what they name; all else is a plain value. */
export const FACTS_THAT_NAME: { [fact: string]: 'line' | 'event' | 'message' | 'package' } = {
  lines: 'line',
  told: 'line',
  now: 'line',
  cancelled: 'line',
  quantities: 'line',
  allocated: 'line',
  applicable: 'line',
  until: 'line',
  silence: 'line',
  stood: 'line',
  events: 'event',
  last_word: 'message',
  told_by: 'message',
  failed: 'message',
  cap_after: 'message',
  packages: 'package',
  taken_back: 'package',
}

/** The same, and what else there is to say of it: where it goes, and what keeps it. */
export const addFacts = <T extends { because: Because }>(one: T, facts: Facts): T => ({
  ...one,
  because: { rule: one.because.rule, facts: { ...one.because.facts, ...facts } },
})

/** What puts a message off is over when it goes, and would be forgotten just then. */
const PUT_OFF: readonly string[] = [
  'quiet_hours_until',
  'quiet_hours_zone',
  'cap_until',
  'cap_after',
  'cap_minutes',
]

/** As they begin where they are stored: mostly neither is there, and nothing is to be read. */
const PUT_OFF_WRITTEN = ['"quiet_hours_', '"cap_']

/**
 * What is stored of it, where nothing but the end of what put it off has changed since: "held by
 * quiet hours until 08:00" is true of the message that goes at 08:00.
 */
export function keepPutOff(stored: string | null | undefined, present: Because): Because {
  if (!stored || !PUT_OFF_WRITTEN.some((name) => stored.includes(name))) return present
  const { facts } = readBecause(stored) ?? present
  const kept = Object.entries(facts).filter(([name]) => PUT_OFF.includes(name))
  return { rule: present.rule, facts: { ...present.facts, ...Object.fromEntries(kept) } }
}

/** As stored; null for what was planned before facts were kept. */
export const readBecause = (text: string | null | undefined): Because | null =>
  text ? (JSON.parse(text) as Because) : null

export const writeBecause = (one: Because): string => JSON.stringify(one)
