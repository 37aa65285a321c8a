import type { Headers } from '../connector.ts'

/** Shopify sends `X-Shopify-…`, and newer deliveries the same names without the `X-`. */
export const shopifyHeader = (headers: Headers, name: string): string | undefined =>
  headers(`x-shopify-${name}`) ?? headers(`shopify-${name}`)
