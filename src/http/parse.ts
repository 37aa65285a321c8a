import type { z } from 'zod'
import { DomainError } from '../domain/error.ts'
import { faultsOf } from '../domain/event.ts'

/** What a schema makes of an input; else `invalid` with every fault. `what` begins the sentence. */
export function parseWith<S extends z.ZodType>(
  schema: S,
  input: unknown,
  what: string,
): z.output<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new DomainError('invalid', `${what} is not valid`, faultsOf(parsed.error))
}
