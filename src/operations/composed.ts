import type { Content, Written } from '../db/packed.ts'
import type { Envelope } from '../db/sent.ts'
import type { Mail, Text } from '../domain/outcome.ts'
import type { Told } from '../domain/said.ts'

/** A message as it will be handed over, and what is kept of it. */
export type Composed = {
  envelope: Envelope
  written: Written
  sample: Sample
  outgoing: { channel: 'email'; mail: Mail } | { channel: 'sms'; text: Text }
  /** What support should know of how it was made, beside why it was. */
  note?: string | null
  /** What its words tell, where that is less than it was to tell. */
  told?: Told | null
}

/** What every message of a template says, as a made-up one says it, once that is asked for. */
export type Sample = { name: string; templateVersion: string; make: () => Content }
