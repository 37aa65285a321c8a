import { z } from 'zod'
import { SUPPRESSION_REASONS } from '../../domain/suppression.ts'
import { suppressionQuery } from '../inputs.ts'
import type { Operation } from './operation.ts'

export const suppression = z.strictObject({
  id: z.string(),
  channel: z.enum(['email', 'sms']),
  address: z
    .string()
    .nullable()
    .describe('As the order has it; null where that has another by now, or was erased.'),
  reason: z.enum(SUPPRESSION_REASONS),
  source: z.string().describe('The provider that said so.'),
  order_id: z.string(),
  message_id: z.string().describe('The message that showed it.'),
  at: z.iso.datetime(),
})
export const suppressionList = z.strictObject({
  data: z.array(suppression),
  next_cursor: z.string().nullable(),
})

export const suppressionOperations: Operation[] = [
  {
    id: 'listSuppressions',
    method: 'get',
    path: '/v1/suppressions',
    tag: 'Orders',
    summary: 'Addresses that are not written to any more',
    description:
      'The newest first: hard bounces, complaints of spam, unsubscribing at the provider, numbers that take no texts. Mail that was only deferred or blocked gives up no address. What would have gone there goes by text where the customer agreed to texts; else the order is told as `customer.unreachable`. A number that said STOP is not here: only its own START lifts that.',
    auth: 'merchant',
    query: {
      schema: suppressionQuery,
      notes: {
        address: 'This e-mail address, or number as E.164, alone',
        cursor: '`next_cursor` of the page before',
        limit: 'Rows a page',
      },
    },
    answers: { 200: { description: 'A page of addresses', schema: suppressionList } },
    problems: ['invalid'],
    example: `"BASE/v1/suppressions?address=jon%40example.com" -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
  {
    id: 'deleteSuppression',
    method: 'delete',
    path: '/v1/suppressions/{suppression_id}',
    tag: 'Orders',
    summary: 'Write to an address again',
    description:
      'Its orders are planned by it again at once. The provider may hold it back still: take it off its own list as well. An order that gets another address needs none of this.',
    auth: 'merchant',
    params: { suppression_id: 'Id of the suppression' },
    answers: { 204: { description: 'It is lifted' } },
    problems: ['not_found'],
  },
]
