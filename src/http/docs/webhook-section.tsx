import { WEBHOOK_EVENT_TYPES } from '../../domain/merchant-notice.ts'
import { outputSchema } from '../openapi/json-schema.ts'
import { webhookData, webhookNote } from '../openapi/webhook-events.ts'
import { FieldTable } from './field-table.tsx'
import { anchorOf, Text } from './text.tsx'

/** Every type of our own events with the fields of its data. */
export function WebhookSection() {
  return (
    <section id="webhook-types">
      <h2>Our own events</h2>
      <p>
        Each is a POST of <code>id</code>, <code>type</code>, <code>timestamp</code> and{' '}
        <code>data</code>, signed by Standard Webhooks. No name and no address of a customer stands
        in one: ask for the order.
      </p>
      {WEBHOOK_EVENT_TYPES.map((type) => (
        <article id={`told-${anchorOf(type)}`}>
          <h3>
            <code>{type}</code>
          </h3>
          <p>
            <Text>{webhookNote(type)}</Text>
          </p>
          <FieldTable schema={outputSchema(webhookData(type))} caption="data" />
        </article>
      ))}
    </section>
  )
}
