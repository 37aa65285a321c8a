import { parseArgs } from 'node:util'
import { DomainError } from '../domain/error.ts'
import { findMerchantOfSlug } from '../operations/merchants.ts'
import { revokeOrderLinks } from '../operations/revoke-links.ts'
import { type Command, UsageError } from './cli-app.ts'

/** `tidings link revoke --merchant SLUG --order ID`: ends what was sent to open an order's page. */
export const revokeLinkCommand: Command = async ({ services }, args) => {
  const { values } = parseArgs({
    args,
    options: { merchant: { type: 'string' }, order: { type: 'string' } },
  })
  const { merchant: slug = '', order } = values
  if (!order) throw new UsageError('--order: name the order by your id of it')
  const merchant = await findMerchantOfSlug(services, slug)
  if (!merchant)
    throw new DomainError('not_found', `There is no merchant "${slug}": name it by --merchant SLUG`)

  const revoked = await revokeOrderLinks(services, merchant, order, { actor: 'command line' })
  console.log(
    revoked === 0
      ? `No link opened order ${order}.`
      : `No link that was sent opens order ${order} any more. The next message carries a new one.`,
  )
}
