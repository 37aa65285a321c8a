import type { Because, Fact } from '../domain/because.ts'
import { inWords } from './words.ts'

/** The rule and its facts, as they are stored: the sentence above says them in words. */
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
            <span class="wrap">{asText(value)}</span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

function asText(value: Fact): string {
  if (value === null) return 'none'
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'none'
  return Object.entries(value)
    .map(([line, one]) => `${line}: ${one ?? 'none'}`)
    .join(', ')
}
