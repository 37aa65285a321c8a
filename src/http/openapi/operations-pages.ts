import { health } from './answers.ts'
import type { Operation } from './operation.ts'
import { choiceOperations } from './operations-choices.ts'
import { visitOperations } from './operations-visit.ts'

const token = { token: 'The unguessable part of the link; it names one order' }
const slug = { slug: "The merchant's slug" }
const page = (description: string) => ({ description, type: 'text/html' })
const unknownLink = page('An unknown or revoked link: a page that tells nothing more')
const notAForm = page('A body that is not a form: nothing was done')

export const pageOperations: Operation[] = [
  {
    id: 'trackingPage',
    method: 'get',
    path: '/t/{token}',
    tag: "Shopper's pages",
    summary: 'Where the order stands',
    auth: 'link',
    params: token,
    answers: { 200: page('The tracking page'), 404: unknownLink },
  },
  {
    id: 'cancelPage',
    method: 'get',
    path: '/t/{token}/cancel',
    tag: "Shopper's pages",
    summary: 'What a press would cancel',
    description:
      '`scope=waiting` and repeated `lines` choose. It changes nothing: mail scanners open every link.',
    auth: 'link',
    params: token,
    answers: { 200: page('The confirmation page'), 404: unknownLink },
  },
  {
    id: 'cancelByLink',
    method: 'post',
    path: '/t/{token}/cancel',
    tag: "Shopper's pages",
    summary: 'Cancel',
    description:
      'No fields: everything that can still be cancelled. A second press answers like the first and changes nothing.',
    auth: 'link',
    params: token,
    bodies: [
      { type: 'application/x-www-form-urlencoded', schema: { ref: 'CancelForm' }, optional: true },
    ],
    answers: {
      200: page('What was cancelled, or asked of the merchant'),
      403: page('The form came from another site'),
      404: unknownLink,
      415: notAForm,
      422: page('An unknown scope: the choice again, and nothing was done'),
    },
  },
  ...choiceOperations,
  ...visitOperations,
  {
    id: 'lookupPage',
    method: 'get',
    path: '/m/{slug}/track',
    tag: "Shopper's pages",
    summary: 'Look up an order without its link',
    auth: 'none',
    params: slug,
    answers: { 200: page('The form'), 404: page('There is no such shop') },
  },
  {
    id: 'lookUp',
    method: 'post',
    path: '/m/{slug}/track',
    tag: "Shopper's pages",
    summary: 'By order number and e-mail or postcode',
    auth: 'none',
    params: slug,
    bodies: [{ type: 'application/x-www-form-urlencoded', schema: { ref: 'LookupForm' } }],
    answers: {
      303: { description: 'To the tracking page', headers: { location: 'The tracking page' } },
      403: page('The form came from another site'),
      404: page('Wrong or unknown: one answer for both'),
      415: notAForm,
      429: {
        ...page('Too many tries'),
        headers: { 'retry-after': 'Seconds until the next try' },
      },
    },
  },
  {
    id: 'logo',
    method: 'get',
    path: '/m/{slug}/logo',
    tag: "Shopper's pages",
    summary: "The merchant's logo",
    auth: 'none',
    params: slug,
    answers: {
      200: { description: 'The picture', type: 'image/*' },
      304: { description: 'Not changed' },
    },
    problems: ['not_found'],
  },
  {
    id: 'picture',
    method: 'get',
    path: '/m/{slug}/i/{hash}',
    tag: "Shopper's pages",
    summary: 'A picture of a product',
    description:
      'What the `image_url` of a line led to, fetched once: JPEG, PNG, WebP, GIF or AVIF, at most 5 MB. Pages and mails show it from here, so no reader asks a third party. The same path is the same bytes for ever.',
    auth: 'none',
    params: { ...slug, hash: 'Of its bytes' },
    answers: {
      200: { description: 'The picture', type: 'image/*' },
      304: { description: 'Not changed' },
    },
    problems: ['not_found'],
  },
]

export const serviceOperations: Operation[] = [
  {
    id: 'healthz',
    method: 'get',
    path: '/healthz',
    tag: 'Service',
    summary: 'The process lives',
    auth: 'none',
    answers: { 200: { description: 'It does', schema: health } },
  },
  {
    id: 'readyz',
    method: 'get',
    path: '/readyz',
    tag: 'Service',
    summary: 'It can do its work',
    auth: 'none',
    answers: { 200: { description: 'The database answers', schema: health } },
    problems: ['unavailable'],
  },
  {
    id: 'metrics',
    method: 'get',
    path: '/metrics',
    tag: 'Service',
    summary: 'How the installation does, for Prometheus',
    description:
      'The longest silence, what waits and what is due over all live merchants, and what this process has taken in and sent.',
    auth: 'admin',
    answers: { 200: { description: 'Text format 0.0.4', type: 'text/plain' } },
  },
  {
    id: 'openapi',
    method: 'get',
    path: '/openapi.json',
    tag: 'Service',
    summary: 'This API as an OpenAPI 3.1 document',
    auth: 'none',
    answers: { 200: { description: 'The document', type: 'application/json' } },
  },
  {
    id: 'docs',
    method: 'get',
    path: '/docs',
    tag: 'Service',
    summary: 'This API to read',
    auth: 'none',
    answers: { 200: page('The page') },
  },
  {
    id: 'problemType',
    method: 'get',
    path: '/problems/{code}',
    tag: 'Service',
    summary: 'What a problem type means',
    description: 'The `type` of a problem leads here, and on to its place in `/docs`.',
    auth: 'none',
    params: { code: 'Code of the problem' },
    answers: { 302: { description: 'To the docs', headers: { location: 'Its place in /docs' } } },
  },
]
