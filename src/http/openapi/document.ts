import { z } from 'zod'
import { PROBLEM_TYPE, PROBLEMS, type ProblemCode } from '../problem.ts'
import { components, refTo } from './components.ts'
import { inputSchema, type JsonSchema, outputSchema } from './json-schema.ts'
import { type Answer, type Auth, type Operation, TAGS } from './operation.ts'
import { OPERATIONS } from './operations.ts'
import { webhookPaths } from './webhook-events.ts'

const VERSION = '0.1.0'

/** The whole API as OpenAPI 3.1, built from the schemas that the routes parse with. */
export function openApiDocument(baseUrl: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tidings',
      version: VERSION,
      description: 'What customers of orders and backorders should hear, and when.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: baseUrl }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths: paths(),
    webhooks: webhookPaths(),
    components: {
      schemas: components(),
      securitySchemes: {
        merchant: { type: 'http', scheme: 'bearer', description: "A merchant's API key" },
        admin: { type: 'http', scheme: 'bearer', description: 'TIDINGS_ADMIN_TOKEN' },
      },
    },
  }
}

/** Which failures a route has beside its own: whoever needs a key may come without one. */
export function problemsOf({ auth, problems = [], answers }: Operation): ProblemCode[] {
  const needsKey = auth !== 'none' && auth !== 'link'
  const isPage = Object.values(answers).some(({ type }) => type === 'text/html')
  return [...(needsKey ? UNAUTHORIZED : []), ...problems, ...(isPage ? [] : INTERNAL)]
}

const UNAUTHORIZED: ProblemCode[] = ['unauthorized']
/** A page tells of our own fault as a page. */
const INTERNAL: ProblemCode[] = ['internal']

function paths(): Record<string, Record<string, object>> {
  const all: Record<string, Record<string, object>> = {}
  for (const operation of OPERATIONS) {
    all[operation.path] = { ...all[operation.path], [operation.method]: describe(operation) }
  }
  return all
}

function describe(operation: Operation) {
  const { id, tag, summary, description, auth, bodies } = operation
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description && { description }),
    security: SECURITY[auth],
    parameters: parametersOf(operation),
    ...(bodies && {
      requestBody: {
        required: !bodies.some(({ optional }) => optional),
        content: Object.fromEntries(
          bodies.map(({ type, schema }) => [type, { schema: schemaOf(schema, inputSchema) }]),
        ),
      },
    }),
    responses: responsesOf(operation),
  }
}

const SECURITY: Record<Auth, object[]> = {
  merchant: [{ merchant: [] }],
  admin: [{ admin: [] }],
  merchant_or_admin: [{ merchant: [] }, { admin: [] }],
  signature: [],
  link: [],
  none: [],
}

type Parameter = {
  name: string
  in: 'path' | 'query'
  required: boolean
  description?: string
  schema: JsonSchema
}

export function parametersOf({ params = {}, query }: Operation): Parameter[] {
  const inPath = Object.entries(params).map(([name, description]) => ({
    name,
    in: 'path' as const,
    required: true,
    description,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(query ? (inputSchema(query.schema).properties ?? {}) : {})
  return [
    ...inPath,
    ...inQuery.map(([name, schema]) => ({
      name,
      in: 'query' as const,
      required: false,
      description: query?.notes[name] ?? '',
      schema,
    })),
  ]
}

function responsesOf(operation: Operation): Record<string, object> {
  const answers = Object.entries(operation.answers).map(([status, answer]) => [
    status,
    answerOf(answer),
  ])
  const failures = problemsOf(operation).map((code) => {
    const { status, title } = PROBLEMS[code]
    return [
      String(status),
      {
        description: title,
        content: { [PROBLEM_TYPE]: { schema: { $ref: refTo('Problem') } } },
      },
    ]
  })
  return Object.fromEntries([...failures, ...answers])
}

function answerOf({ description, type, schema, headers }: Answer) {
  const content = schema
    ? { [type ?? 'application/json']: { schema: schemaOf(schema, outputSchema) } }
    : type && { [type]: { schema: { type: 'string' } } }
  return {
    description,
    ...(content && { content }),
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [
          name,
          { description: text, schema: { type: 'string' } },
        ]),
      ),
    }),
  }
}

function schemaOf(
  schema: z.ZodType | { ref: string },
  convert: (schema: z.ZodType) => JsonSchema,
): JsonSchema {
  return schema instanceof z.ZodType ? convert(schema) : { $ref: refTo(schema.ref) }
}
