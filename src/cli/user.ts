import { parseArgs } from 'node:util'
import { DomainError } from '../domain/error.ts'
import { randomToken } from '../lib/crypto.ts'
import { findMerchantOfSlug } from '../operations/merchants.ts'
import type { Command } from './cli-app.ts'

const PASSWORD_BYTES = 12

/** `tidings user add --merchant SLUG --email E`: access to the support pages, password printed once. */
export const addUserCommand: Command = async ({ services, createUser }, args, { baseUrl }) => {
  const { values } = parseArgs({
    args,
    options: {
      merchant: { type: 'string' },
      email: { type: 'string' },
      name: { type: 'string' },
      admin: { type: 'boolean', default: false },
    },
  })
  const { merchant: slug = '', email = '' } = values
  const merchant = await findMerchantOfSlug(services, slug)
  if (!merchant)
    throw new DomainError('not_found', `There is no merchant "${slug}": name it by --merchant SLUG`)

  const password = randomToken(PASSWORD_BYTES)
  const role = values.admin ? 'admin' : 'support'
  await createUser({
    email,
    name: values.name ?? email,
    password,
    merchantId: merchant.id,
    role,
  })
  console.log(`${email} may sign in at ${baseUrl}/console with the password ${password}`)
  console.log('(who had a password already keeps it)')
}
