import { z } from 'zod'

/** The part of JSON Schema 2020-12 that our schemas use. */
export type JsonSchema = {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  description?: string
  default?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  additionalProperties?: JsonSchema | boolean
  propertyNames?: JsonSchema
  discriminator?: { propertyName: string; mapping: Record<string, string> }
}

/** What a client may send: fields with a default may be left out. */
export const inputSchema = (schema: z.ZodType) => plain(schema, 'input')

/** What a client gets. */
export const outputSchema = (schema: z.ZodType) => plain(schema, 'output')

function plain(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return simplify(rest as JsonSchema)
}

/**
 * The same in fewer words: `anyOf` with null becomes a type of two, and the pattern beside a
 * `format` goes, which is longer than all that it says.
 */
function simplify(schema: JsonSchema): JsonSchema {
  const { pattern, additionalProperties, ...rest } = nullable(schema)
  const kept: JsonSchema = { ...rest }
  if (pattern !== undefined && rest.format === undefined) kept.pattern = pattern
  if (additionalProperties === false) kept.additionalProperties = false
  else if (typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0)
    kept.additionalProperties = simplify(additionalProperties)
  if (rest.items) kept.items = simplify(rest.items)
  if (rest.anyOf) kept.anyOf = rest.anyOf.map(simplify)
  if (rest.properties) {
    kept.properties = Object.fromEntries(
      Object.entries(rest.properties).map(([name, one]) => [name, simplify(one)]),
    )
  }
  return kept
}

function nullable(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema
  const others = anyOf?.filter(({ type }) => type !== 'null') ?? []
  if (!anyOf || others.length === anyOf.length) return schema
  const [only] = others
  if (others.length !== 1 || !only || typeof only.type !== 'string') {
    return { ...rest, anyOf: [...others.flatMap((one) => one.anyOf ?? [one]), { type: 'null' }] }
  }
  const inner = { ...rest, ...only, type: [only.type, 'null'] }
  return only.enum ? { ...inner, enum: [...only.enum, null] } : inner
}
