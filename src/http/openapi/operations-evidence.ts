import { evidencePack } from '../../domain/evidence.ts'
import type { Operation } from './operation.ts'

const params = { order_id: 'Your id of the order, URL-encoded' }
const headers = {
  'content-disposition': '`attachment`, with a name that holds the number of the order',
}

export const evidenceOperations: Operation[] = [
  {
    id: 'getEvidence',
    method: 'get',
    path: '/v1/orders/{order_id}/evidence.json',
    tag: 'Orders',
    summary: 'What to hand in at a card dispute, as data',
    description:
      "The order, every date that was promised with when it was told and why, every message with its text, what its provider was handed, the hash of that and its receipts, delays put before the customer with their answers (16 CFR 435.2), cancellations, refunds, parcels with each checkpoint, questions, acts and consents. `page_views` are the order's pages that were opened by who has their link: of each link, page and hour the first view, up to 200 an order, with the family of the browser and no address. Known robots, what is fetched ahead, and browsers that ask not to be tracked (`DNT`, `Sec-GPC`) are not noted; mail gateways pass for browsers, so `soon_after_message` names the message that a view came close behind. `page_views: false` in the policy turns it off. `integrity.sha256` is of the rest in its canonical form (RFC 8785), and the same for the same record. The keys in shoppers' links are masked; a person who was erased stays so.",
    auth: 'merchant',
    params,
    answers: { 200: { description: 'The pack', schema: evidencePack, headers } },
    problems: ['not_found'],
    example: `-OJ BASE/v1/orders/1001/evidence.json -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
  {
    id: 'getEvidencePdf',
    method: 'get',
    path: '/v1/orders/{order_id}/evidence.pdf',
    tag: 'Orders',
    summary: 'The same as a document, for who reads paper',
    description:
      'A page of summary, then numbered sections, in English and on the days of the merchant. A4, or US Letter where that is the paper of the country. Chinese, Japanese and Korean letters are drawn as □, and the document says so; the JSON has them.',
    auth: 'merchant',
    params,
    answers: { 200: { description: 'The document', type: 'application/pdf', headers } },
    problems: ['not_found'],
    example: `-OJ BASE/v1/orders/1001/evidence.pdf -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
]
