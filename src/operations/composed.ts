import { type Content, packContent, type Written, writeOut } from '../db/packed.ts'
import type { PackedContent } from '../db/sent.ts'
import type { Mail, Text } from '../domain/outcome.ts'
import type { Told } from '../domain/said.ts'

/** A message as it will be handed over, and as it is kept. */
export type Composed = {
  sent: PackedContent
  written: Written
  outgoing: { channel: 'email'; mail: Mail } | { channel: 'sms'; text: Text }
  /** What support should know of how it was made, beside why it was. */
  note?: string | null
  /** What its words tell, where that is less than it was to tell. */
  told?: Told | null
}

/** A content as it is stored, and as what its provider is handed is compared with. */
export function keptAs(
  envelope: { to: string; subject: string | null; templateVersion: string },
  content: Content,
): Pick<Composed, 'sent' | 'written'> {
  const written = writeOut(content)
  return { sent: { ...envelope, ...packContent(written) }, written }
}
