import { verdicts } from './answers.ts'
import type { Operation } from './operation.ts'

export const eventOperations: Operation[] = [
  {
    id: 'postEvents',
    method: 'post',
    path: '/v1/events',
    tag: 'Events',
    summary: 'Send one event or a batch',
    description:
      'One event, `{"events":[…]}` with at most 500, or one event a line as `application/x-ndjson`. 202 means durable: the event, its effect on the order, and the messages that it causes.\n\nA wrong single event is refused with 422 and nothing is kept. In a batch each event gets its own verdict, in the order sent, and the good ones are kept. An id that was accepted before answers `duplicate` and changes nothing; a refused id may be used again.\n\nA pointer is relative to the event that it is about, in a batch too. A line of NDJSON that is not JSON is named by its number.',
    auth: 'merchant',
    bodies: [
      { type: 'application/json', schema: { ref: 'EventOrBatch' } },
      { type: 'application/x-ndjson', schema: { ref: 'EventLines' } },
    ],
    answers: { 202: { description: 'A verdict for each event', schema: verdicts } },
    problems: ['unreadable', 'too_large', 'unsupported_media_type', 'invalid'],
    example: `-X POST BASE/v1/events \\
  -H "Authorization: Bearer $TIDINGS_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "id": "evt_1",
    "type": "order.placed",
    "occurred_at": "2026-03-02T14:59:00Z",
    "data": {
      "order_id": "1001",
      "order_number": "#1001",
      "placed_at": "2026-03-02T14:59:00Z",
      "currency": "USD",
      "customer": {"name": "Ada Park", "email": "ada@example.com"},
      "shipping_address": {"country": "US", "postal_code": "10001"},
      "lines": [{
        "id": "l1", "title": "Widget Pro", "sku": "WP", "quantity": 1,
        "unit_price": {"amount": "19.90", "currency": "USD"},
        "backorder": {"quantity": 1, "kind": "standard", "expected_at": "2026-03-14"}
      }]
    }
  }'`,
  },
]
