import type { JsonSchema } from '../openapi/json-schema.ts'
import { type Field, fieldsOf, limitsOf } from './fields.ts'
import { Text } from './text.tsx'

type Props = { schema: JsonSchema; caption: string; noteOf?: (path: string) => string }

export function FieldTable({ schema, caption, noteOf = () => '' }: Props) {
  const fields = fieldsOf(schema)
  if (fields.length === 0) return null
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Type</th>
          <th scope="col">Notes</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <Row field={field} note={noteOf(field.path) || (field.schema.description ?? '')} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ field, note }: { field: Field; note: string }) {
  const { path, type, required, schema } = field
  const limits = limitsOf(schema)
  const at = path.lastIndexOf('.') + 1
  return (
    <tr>
      <th scope="row">
        <code class="field">
          <span class="soft">{path.slice(0, at)}</span>
          <wbr />
          {path.slice(at)}
        </code>
        {required && <span class="needed">required</span>}
      </th>
      <td class="type">{type}</td>
      <td>
        <Text>{note}</Text>
        {limits && <span class="soft limits">{limits}</span>}
      </td>
    </tr>
  )
}
