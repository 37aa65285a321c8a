import type { Operation } from './operation.ts'

const token = { token: 'The unguessable part of the link; it names one order' }
const ending = { token: 'The unguessable part of the link of a mail' }
const page = (description: string) => ({ description, type: 'text/html' })
const unknownLink = page('An unknown or revoked link: a page that tells nothing more')
const foreign = page('The form came from another site')
const notAForm = page('A body that is not a form: nothing was done')
const FORM = 'application/x-www-form-urlencoded'

/** What may be done on the shopper's page beside choosing and cancelling. */
export const visitOperations: Operation[] = [
  {
    id: 'postcodePage',
    method: 'get',
    path: '/t/{token}/postcode',
    tag: "Shopper's pages",
    summary: 'The form for the postcode',
    auth: 'link',
    params: token,
    answers: {
      200: page('The form'),
      302: {
        description: 'No postcode is known, so none is asked for',
        headers: { location: 'The tracking page' },
      },
      404: unknownLink,
    },
  },
  {
    id: 'givePostcode',
    method: 'post',
    path: '/t/{token}/postcode',
    tag: "Shopper's pages",
    summary: 'Show the full address and e-mail address',
    description:
      'Until then the page shows a first name, a place and a masked address, since links get forwarded. A right postcode sets a cookie for half an hour, bound to this link and this postcode (HttpOnly, SameSite=Lax). A wrong one and an order without a postcode are answered alike.',
    auth: 'link',
    params: token,
    bodies: [{ type: FORM, schema: { ref: 'PostcodeForm' } }],
    answers: {
      303: { description: 'To the tracking page', headers: { location: 'The order details' } },
      403: foreign,
      404: unknownLink,
      415: notAForm,
      422: page('Not the postcode of the order'),
      429: {
        ...page('Too many tries'),
        headers: { 'retry-after': 'Seconds until the next try' },
      },
    },
  },
  {
    id: 'preferencesPage',
    method: 'get',
    path: '/t/{token}/preferences',
    tag: "Shopper's pages",
    summary: 'What the shopper may turn off',
    auth: 'link',
    params: token,
    answers: { 200: page('The form'), 404: unknownLink },
  },
  {
    id: 'setPreferences',
    method: 'post',
    path: '/t/{token}/preferences',
    tag: "Shopper's pages",
    summary: 'Turn texts and optional news on or off',
    description:
      '`shown` names what the form had (`texts` and topics); of these, what is not in `texts` or `news` is turned off. It holds for later orders to the same address too. Texts are turned on only in a browser that gave the postcode, and after STOP only by START. A second press answers like the first and changes nothing.',
    auth: 'link',
    params: token,
    bodies: [{ type: FORM, schema: { ref: 'PreferencesForm' } }],
    answers: {
      200: page('What was saved'),
      403: foreign,
      404: unknownLink,
      415: notAForm,
      422: page(
        'A form that names nothing, or turns texts on without the postcode: nothing was done',
      ),
    },
  },
  {
    id: 'unsubscribePage',
    method: 'get',
    path: '/u/{token}',
    tag: "Shopper's pages",
    summary: 'The end of mails that are not strictly about an order',
    description: 'It changes nothing: mail scanners open every link.',
    auth: 'link',
    params: ending,
    answers: { 200: page('The question'), 404: unknownLink },
  },
  {
    id: 'unsubscribe',
    method: 'post',
    path: '/u/{token}',
    tag: "Shopper's pages",
    summary: 'End them',
    description:
      'Where `List-Unsubscribe` leads: one click of a mailbox (RFC 8058), or a press on the page. For all orders of the address at this shop. Twice is once.',
    auth: 'link',
    params: ending,
    bodies: [{ type: FORM, schema: { ref: 'UnsubscribeForm' }, optional: true }],
    answers: { 200: page('They have ended'), 403: foreign, 404: unknownLink },
  },
  {
    id: 'calendar',
    method: 'get',
    path: '/t/{token}/calendar.ics',
    tag: "Shopper's pages",
    summary: 'The days of the order for a calendar',
    description:
      'RFC 5545: an all-day entry for each package under way and each line that waits with a date. An entry keeps its UID, and its SEQUENCE rises when its date is stated anew.',
    auth: 'link',
    params: token,
    answers: {
      200: { description: 'The calendar', type: 'text/calendar' },
      404: page('An unknown link, or no day lies ahead'),
    },
  },
  {
    id: 'feedbackPage',
    method: 'get',
    path: '/t/{token}/feedback',
    tag: "Shopper's pages",
    summary: 'Did it come when we said',
    auth: 'link',
    params: token,
    answers: {
      200: page('The question, the answer that was given, or where the order stands'),
      404: unknownLink,
    },
  },
  {
    id: 'giveFeedback',
    method: 'post',
    path: '/t/{token}/feedback',
    tag: "Shopper's pages",
    summary: 'Answer it',
    description:
      'Once all of the order has come. The first answer stands: a second press answers like the first and changes nothing.',
    auth: 'link',
    params: token,
    bodies: [{ type: FORM, schema: { ref: 'FeedbackForm' } }],
    answers: {
      200: page('The answer that is kept'),
      403: foreign,
      404: unknownLink,
      409: page('The order has not come yet: where it stands'),
      415: notAForm,
      422: page('Not 1 to 5: the question again'),
    },
  },
  {
    id: 'liveOrder',
    method: 'get',
    path: '/t/{token}/events',
    tag: "Shopper's pages",
    summary: 'Be told when the order changes',
    description:
      'Server-sent events: `version` at once and with every change, a comment every 20 seconds, and the end after a quarter of an hour. What changed the page asks for itself.',
    auth: 'link',
    params: token,
    answers: {
      200: { description: 'The stream', type: 'text/event-stream' },
      404: unknownLink,
      503: {
        ...page('Too many pages are open'),
        headers: { 'retry-after': 'Seconds until the next try' },
      },
    },
  },
]
