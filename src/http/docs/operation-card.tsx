import { z } from 'zod'
import { parametersOf, problemsOf } from '../openapi/document.ts'
import { inputSchema, type JsonSchema, outputSchema } from '../openapi/json-schema.ts'
import type { Auth, Operation } from '../openapi/operation.ts'
import { PROBLEMS } from '../problem.ts'
import { FieldTable } from './field-table.tsx'
import { Paragraphs, Text } from './text.tsx'

export const operationAnchor = ({ method, path }: Operation) =>
  `${method}${path.replaceAll(/[^a-z0-9_]+/gi, '-')}`.replace(/-$/, '')

const AUTH: Record<Auth, string> = {
  merchant: "Merchant's API key",
  admin: 'Admin token',
  merchant_or_admin: "Merchant's API key, or the admin token",
  signature: "The sender's signature",
  link: 'The link is the key',
  none: 'Open to everyone',
}

export function OperationCard({ operation, baseUrl }: { operation: Operation; baseUrl: string }) {
  const { method, path, summary, description, auth, example } = operation
  return (
    <article id={operationAnchor(operation)}>
      <h3>{summary}</h3>
      <p class="route">
        <span class={`method ${method}`}>{method.toUpperCase()}</span> <code>{path}</code>
        <span class="soft auth">{AUTH[auth]}</span>
      </p>
      {description && <Paragraphs>{description}</Paragraphs>}
      {example && (
        <pre tabindex={0}>
          <code>{`curl ${example.replaceAll('BASE', baseUrl)}`}</code>
        </pre>
      )}
      <Parameters operation={operation} />
      <Bodies operation={operation} />
      <Answers operation={operation} />
    </article>
  )
}

function Parameters({ operation }: { operation: Operation }) {
  const parameters = parametersOf(operation)
  if (parameters.length === 0) return null
  const schema: JsonSchema = {
    properties: Object.fromEntries(parameters.map((one) => [one.name, one.schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  }
  const notes = new Map(parameters.map(({ name, description }) => [name, description ?? '']))
  return (
    <FieldTable schema={schema} caption="Parameters" noteOf={(path) => notes.get(path) ?? ''} />
  )
}

/** What a shared component is, is told in a section of its own. */
function Bodies({ operation: { bodies = [] } }: { operation: Operation }) {
  return (
    <>
      {bodies.map(({ schema, optional }) =>
        schema instanceof z.ZodType ? (
          <FieldTable
            schema={inputSchema(schema)}
            caption={optional ? 'Body (optional)' : 'Body'}
          />
        ) : null,
      )}
    </>
  )
}

function Answers({ operation }: { operation: Operation }) {
  const failures = problemsOf(operation)
    .filter((code) => code !== 'internal')
    .sort((a, b) => PROBLEMS[a].status - PROBLEMS[b].status)
  return (
    <>
      <ul class="answers">
        {Object.entries(operation.answers).map(([status, { description }]) => (
          <li>
            <strong>{status}</strong> <Text>{description}</Text>
          </li>
        ))}
        {failures.map((code) => (
          <li>
            <strong>{PROBLEMS[code].status}</strong> <a href={`#problem-${code}`}>{code}</a>
          </li>
        ))}
      </ul>
      {Object.entries(operation.answers).map(([status, { schema }]) =>
        schema instanceof z.ZodType ? (
          <details>
            <summary>Fields of the {status} answer</summary>
            <FieldTable schema={outputSchema(schema)} caption={`Answer ${status}`} />
          </details>
        ) : null,
      )}
    </>
  )
}
