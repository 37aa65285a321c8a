import type { Kysely } from 'kysely'
import { z } from 'zod'
import { DomainError } from '../../domain/error.ts'
import { faultsOf } from '../../domain/event.ts'
import { type AnyDatabase, PASSWORD_MAX, PASSWORD_MIN } from './options.ts'

export const ROLES = ['admin', 'support'] as const

const newUser = z.object({
  email: z.email().max(254),
  password: z.string().min(PASSWORD_MIN).max(PASSWORD_MAX),
  name: z.string().min(1).max(255),
  merchantId: z.string().min(1),
  role: z.enum(ROLES),
})
export type NewUser = z.infer<typeof newUser>

/** The part of better-auth's context that makes a user; its full type depends on every option. */
type Library = {
  internalAdapter: {
    findUserByEmail(
      email: string,
      options: { includeAccounts: boolean },
    ): Promise<{ user: { id: string }; accounts: { providerId: string }[] } | null>
    createUser(
      user: { email: string; name: string; emailVerified: boolean },
      source: { method: 'admin' },
    ): Promise<{ id: string }>
    linkAccount(account: {
      userId: string
      accountId: string
      providerId: string
      password: string
    }): Promise<unknown>
  }
  password: { hash(password: string): Promise<string> }
}

type MembersTable = { members: { merchant_id: string; user_id: string; role: string } }

/**
 * Makes someone a member of a merchant, and a user first where the address is new. Of a user who
 * exists the password stays: a second merchant's owner must not be able to set it.
 *
 * It can be called again after it was cut off half-way, and then does the rest.
 */
export async function createUser(
  library: Promise<Library>,
  db: AnyDatabase,
  input: NewUser,
): Promise<{ userId: string }> {
  const { email, password, name, merchantId, role } = parseUser(input)
  const { internalAdapter: users, password: passwords } = await library

  const found = await users.findUserByEmail(email.toLowerCase(), { includeAccounts: true })
  const user =
    found?.user ??
    (await users.createUser({ email, name, emailVerified: true }, { method: 'admin' }))
  if (!found?.accounts.some(({ providerId }) => providerId === 'credential')) {
    const hash = await passwords.hash(password)
    const account = { userId: user.id, accountId: user.id, providerId: 'credential' }
    await users.linkAccount({ ...account, password: hash })
  }
  await (db as Kysely<MembersTable>)
    .insertInto('members')
    .values({ merchant_id: merchantId, user_id: user.id, role })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'user_id']).doUpdateSet({ role }))
    .execute()
  return { userId: user.id }
}

function parseUser(input: NewUser) {
  const parsed = newUser.safeParse(input)
  if (parsed.success) return parsed.data
  throw new DomainError('invalid', 'The user is not valid', faultsOf(parsed.error))
}
