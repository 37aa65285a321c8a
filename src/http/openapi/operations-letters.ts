import { letterInput } from '../inputs.ts'
import { closedInquiry, reopenedInquiry } from './answers-inquiry.ts'
import { listedMessage } from './answers-messages.ts'
import type { Operation } from './operation.ts'

const readable = ['unreadable', 'too_large', 'unsupported_media_type', 'invalid'] as const
const token = { token: 'The unguessable part of the link; it names one order' }
const page = (description: string) => ({ description, type: 'text/html' })
const question = {
  order_id: 'Your id of the order, URL-encoded',
  inquiry_id: 'Id of the question, as `inquiry.received` names it',
}
const unknownLink = page('An unknown or revoked link: a page that tells nothing more')

export const letterOperations: Operation[] = [
  {
    id: 'writeMessage',
    method: 'post',
    path: '/v1/orders/{order_id}/messages',
    tag: 'Messages',
    summary: 'Write to the customer of an order',
    description:
      'A free message in your own words, or with `inquiry_id` the answer to a question, which ends its 24-hour clock. It goes out at once, by mail where there is an address and by text where there is none; the answer is the message as planned, or held where nobody can be reached.',
    auth: 'merchant',
    params: { order_id: 'Your id of the order, URL-encoded' },
    bodies: [{ type: 'application/json', schema: letterInput }],
    answers: { 201: { description: 'The message', schema: listedMessage } },
    problems: ['not_found', ...readable],
    example: `-X POST BASE/v1/orders/1001/messages \\
  -H "Authorization: Bearer $TIDINGS_KEY" \\
  -d '{"text": "We added a spare cable for the wait."}'`,
  },
  {
    id: 'closeInquiry',
    method: 'post',
    path: '/v1/orders/{order_id}/inquiries/{inquiry_id}/close',
    tag: 'Messages',
    summary: 'Close a question that asks for no answer',
    description:
      'Ends the 24-hour clock of a question such as "Thanks, that is all!" without a word to the customer; who did it and when stands in the audit log. What they write next is a question of its own. A second call answers `same` and changes nothing, and so does one after the answer.',
    auth: 'merchant',
    params: question,
    answers: { 200: { description: 'What came of it', schema: closedInquiry } },
    problems: ['not_found'],
    example: `-X POST BASE/v1/orders/1001/inquiries/inq_…/close -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
  {
    id: 'reopenInquiry',
    method: 'post',
    path: '/v1/orders/{order_id}/inquiries/{inquiry_id}/reopen',
    tag: 'Messages',
    summary: 'Open a closed question again',
    description:
      'For one that was closed by mistake. Its 24-hour clock runs on from when it came; who did it and when stands in the audit log, and only what is written from now on answers it. A second call answers `same` and changes nothing, and so does one after the answer.',
    auth: 'merchant',
    params: question,
    answers: { 200: { description: 'What came of it', schema: reopenedInquiry } },
    problems: ['not_found'],
    example: `-X POST BASE/v1/orders/1001/inquiries/inq_…/reopen -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
  {
    id: 'resendMessage',
    method: 'post',
    path: '/v1/messages/{message_id}/resend',
    tag: 'Messages',
    summary: 'Send a message again',
    description:
      'Not the old bytes, but what its kind says today: a new message of the same kind, to the address that the order has now. What is no longer true is not sent again (409): then another message tells what is. Only a message that was handed over, failed or bounced.',
    auth: 'merchant',
    params: { message_id: 'Id of the message' },
    answers: { 201: { description: 'The new message', schema: listedMessage } },
    problems: ['not_found', 'conflict'],
    example: `-X POST BASE/v1/messages/msg_…/resend -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
  {
    id: 'inquiryPage',
    method: 'get',
    path: '/t/{token}/inquiry',
    tag: "Shopper's pages",
    summary: 'The form for a question',
    auth: 'link',
    params: token,
    answers: { 200: page('The form'), 404: unknownLink },
  },
  {
    id: 'ask',
    method: 'post',
    path: '/t/{token}/inquiry',
    tag: "Shopper's pages",
    summary: 'Ask a question',
    description:
      'The same words again within the hour are the same question, unless it was closed since.',
    auth: 'link',
    params: token,
    bodies: [{ type: 'application/x-www-form-urlencoded', schema: { ref: 'InquiryForm' } }],
    answers: {
      200: page('We have it; a person answers within 24 hours'),
      403: page('The form came from another site'),
      404: unknownLink,
      415: page('A body that is not a form: nothing was done'),
      422: page('An empty question, or one of more than 2,000 characters'),
      429: {
        ...page('Too many questions at once'),
        headers: { 'retry-after': 'Seconds until the next one' },
      },
    },
  },
]
