import type { JsonSchema } from '../openapi/json-schema.ts'

export type Field = { path: string; type: string; required: boolean; schema: JsonSchema }

const DEPTH_MAX = 6

/** A schema as rows: `lines[].backorder.quantity` below `lines[].backorder` below `lines`. */
export function fieldsOf(schema: JsonSchema, prefix = '', depth = 0): Field[] {
  if (depth >= DEPTH_MAX) return []
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const path = prefix + name
    const field = { path, type: typeOf(one), required: required.has(name), schema: one }
    return [field, ...fieldsBelow(one, path, depth + 1)]
  })
}

function fieldsBelow(schema: JsonSchema, path: string, depth: number): Field[] {
  const { items, additionalProperties: values } = schema
  if (items) return fieldsOf(items, `${path}[].`, depth)
  // A record: what stands under each of its names.
  if (typeof values === 'object') return fieldsOf(values, `${path}.*.`, depth)
  return fieldsOf(schema, `${path}.`, depth)
}

/** The type in words that fit a table. */
function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `"${String(schema.const)}"`
  if (schema.enum) return schema.enum.map(String).join(' | ')
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ')
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'any']
  return types.map((type) => named(type, schema)).join(' | ')
}

function named(type: string, schema: JsonSchema): string {
  if (type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'any'}`
  if (type === 'string') return FORMATS[schema.format ?? ''] ?? 'text'
  return type
}

const FORMATS: Record<string, string> = {
  'date-time': 'instant',
  date: 'date',
  email: 'e-mail',
  duration: 'duration',
  uri: 'URL',
}

/** Limits that are worth a reader's time; that a text ends somewhere is none. */
export function limitsOf({ minimum, maximum, maxLength, minItems, maxItems, ...rest }: JsonSchema) {
  const said: string[] = []
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER)
    said.push(`from ${count(minimum)}`)
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) said.push(`to ${count(maximum)}`)
  if (maxLength !== undefined) said.push(`at most ${count(maxLength)} characters`)
  if (minItems) said.push(`at least ${minItems}`)
  if (maxItems !== undefined) said.push(`at most ${count(maxItems)}`)
  if (rest.default !== undefined && typeof rest.default !== 'object')
    said.push(`default ${rest.default === '' ? 'empty' : String(rest.default)}`)
  return said.join(', ')
}

const count = (number: number) => number.toLocaleString('en')
