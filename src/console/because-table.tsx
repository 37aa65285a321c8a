import type { Because, Fact } from '../domain/because.ts'
import type { MessageKind } from '../domain/message.ts'
import { inWords, sayKind } from './words.ts'

/**
 * The rule and its facts: the sentence above says them in words. Moments and ids stand as they are
 * stored, for who looks for them elsewhere; kinds and states have the words of the other pages.
 */
export const BecauseTable = ({ name, because }: { name: string; because: Because | null }) => {
  if (!because) return null
  const id = name.toLowerCase().replaceAll(' ', '-')
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      <BecauseFacts because={because} />
    </section>
  )
}

export const BecauseFacts = ({ because }: { because: Because }) => (
  <table>
    <tbody>
      <tr>
        <th scope="row">Rule</th>
        <td>{inWords(because.rule)}</td>
      </tr>
      {Object.entries(because.facts).map(([fact, value]) => (
        <tr>
          <th scope="row">{inWords(fact)}</th>
          <td>
            <span class="wrap">{asText(fact, value)}</span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

function asText(fact: string, value: Fact): string {
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string' && isKind(fact)) return sayKind(value as MessageKind)
  if (typeof value === 'string' && STATES.has(fact)) return STATE_WORDS[value] ?? lower(value)
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'none'
  return Object.entries(value)
    .map(([line, one]) => `${line}: ${one ?? 'none'}`)
    .join(', ')
}

const isKind = (fact: string) => fact === 'kind' || fact.endsWith('_kind')
const STATES: ReadonlySet<string> = new Set([
  'channel',
  'closed_by',
  'counted_from',
  'held',
  'reach',
  'shipped_on',
  'split',
  'status',
  'suppressed_for',
  'via',
])
const STATE_WORDS: { [state: string]: string } = { email: 'e-mail', sms: 'text' }
const lower = (name: string) => name.replaceAll('_', ' ')
