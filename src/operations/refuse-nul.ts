import { DomainError, type Fault } from '../domain/error.ts'

/**
 * PostgreSQL has no text with a NUL in it, and what one database takes the other must take too.
 * Said to the sender, for an id without its NUL would be another id.
 */
export function refuseNul(body: unknown): void {
  if (!JSON.stringify(body).includes(ESCAPED)) return
  const errors = faultsIn(body, '')
  if (errors.length > 0) throw new DomainError('invalid', 'The event is not valid', errors)
}

/** The escape as JSON writes it; a text that only shows these six characters is looked at and passes. */
const ESCAPED = String.raw`\u0000`

function faultsIn(value: unknown, pointer: string): Fault[] {
  if (typeof value === 'string') {
    return value.includes('\0') ? [{ pointer, message: 'holds a NUL character' }] : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    return faultsIn(one, at)
  })
}
