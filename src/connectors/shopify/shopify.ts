import type { Connector } from '../connector.ts'
import { translateShopify } from './translate.ts'
import { verifyShopify } from './verify.ts'

export const shopify: Connector = {
  name: 'shopify',
  verify: verifyShopify,
  translate: translateShopify,
}
