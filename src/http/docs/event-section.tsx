import { EVENT_DATA, EVENT_TYPES } from '../../domain/event.ts'
import { EVENT_NOTES, noteOf } from '../openapi/event-notes.ts'
import { inputSchema } from '../openapi/json-schema.ts'
import { FieldTable } from './field-table.tsx'
import { anchorOf, Text } from './text.tsx'

export const eventAnchor = (type: string) => `event-${anchorOf(type)}`

/** Every type of event with the fields of its data, from the schemas that read them. */
export function EventSection() {
  return (
    <section id="event-types">
      <h2>Event types</h2>
      <p>
        Every event has an <code>id</code> of yours, a <code>type</code>, the moment at which it{' '}
        <code>occurred_at</code>, and its <code>data</code>. Events may come late, twice and out of
        order: what counts is when they occurred. Up to 24 hours ahead of the merchant's clock is
        taken as now; further ahead is refused. What happened more than 72 hours before it came is
        an import: it changes the order, and causes no notice of what is long past. Unknown fields
        are kept and otherwise ignored.
      </p>
      {EVENT_TYPES.map((type) => (
        <article id={eventAnchor(type)}>
          <h3>
            <code>{type}</code>
          </h3>
          <p>
            <Text>{EVENT_NOTES[type]}</Text>
          </p>
          <FieldTable
            schema={inputSchema(EVENT_DATA[type])}
            caption="data"
            noteOf={(path) => noteOf(type, path)}
          />
        </article>
      ))}
    </section>
  )
}
