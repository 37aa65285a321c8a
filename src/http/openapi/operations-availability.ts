import { z } from 'zod'
import { availabilityQuery, QUANTITY_MAX, SKUS_MAX } from '../availability-query.ts'
import type { Operation } from './operation.ts'

const day = z.iso.date()

/** What the answer is; the tests hold real answers against it. */
export const availability = z.strictObject({
  locale: z.string(),
  data: z.array(
    z.strictObject({
      sku: z.string(),
      state: z.enum(['in_stock', 'backorder', 'preorder', 'unknown']),
      ships_by: day.nullable(),
      delivery: z
        .strictObject({ earliest: day, latest: day, text: z.string().nullable() })
        .nullable(),
      text: z.string().nullable(),
    }),
  ),
})

export const availabilityOperations: Operation[] = [
  {
    id: 'availability',
    method: 'get',
    path: '/v1/availability',
    tag: 'Storefront',
    summary: 'When a SKU would ship, for product pages and carts',
    description:
      "By the same promise that a confirmation would state now, for so many of each; no counts. For any page (CORS `*`), kept for a minute. A SKU is on backorder by the policy's `sku_backorders`, else by its levels, else where others wait for it or all that is known is that some is to come: tell levels where some of it is in stock. `ships_by` is null where no date is known, as past the last supply. `unknown` where we know nothing of a SKU: then the shop's own words stand.",
    auth: 'none',
    query: {
      schema: availabilityQuery,
      notes: {
        merchant: 'The publishable key',
        sku: `At most ${SKUS_MAX}: repeated, or with commas between`,
        quantity: `How many of each would be ordered; at most ${QUANTITY_MAX}`,
        kind: "Which kind the order will say that its backorder is; else that of the policy's `sku_backorders`, else `standard`",
        country: 'Where it would go; with it there is a delivery range',
        postcode: 'Where it would go',
        locale: "The page's language; else the merchant's",
      },
    },
    answers: {
      200: { description: 'A line for each SKU, in the order asked for', schema: availability },
      304: { description: 'Not changed since `if-none-match`' },
    },
    problems: ['not_found', 'invalid', 'too_many_requests'],
  },
  {
    id: 'availabilityScript',
    method: 'get',
    path: '/availability.js',
    tag: 'Storefront',
    summary: 'The script that shows that line',
    description:
      "Loaded deferred, with the publishable key as its attribute `data-merchant`; an element that is to hold the line has its SKU as `data-tidings-sku`. It keeps no cookies, asks once for all, follows changes of the page, and leaves the shop's own words where it knows none better. In a form whose `action` holds `/cart/add` (or one that `data-tidings-form` names by a selector) it adds the date as the property `_tidings_ships_by`, which comes back with the order. It asks for as many as `data-tidings-quantity` of the element says, else the field `quantity` of that form, and of the kind `data-tidings-kind`. `data-country` and `data-postcode` on the script add the delivery range. With `?v=` and its version, which begins its `etag`, it is kept for good.",
    auth: 'none',
    answers: {
      200: { description: 'The script', type: 'text/javascript' },
      304: { description: 'Not changed since `if-none-match`' },
    },
  },
]
