import { parseArgs } from 'node:util'
import { DomainError } from '../domain/error.ts'
import { faultsOf } from '../domain/event.ts'
import { merchantInput } from '../domain/merchant-input.ts'
import { createMerchant } from '../operations/merchants.ts'
import type { Command } from './cli-app.ts'
import { readInput } from './read-input.ts'

/** `tidings merchant create --file F`: the body of `POST /v1/merchants`, from a file or stdin. */
export const createMerchantCommand: Command = async ({ services }, args) => {
  const { values } = parseArgs({
    args,
    options: { file: { type: 'string', default: '/dev/stdin' } },
  })
  const parsed = merchantInput.safeParse(readJson(await readInput(values.file)))
  if (!parsed.success)
    throw new DomainError('invalid', 'The merchant is not valid', faultsOf(parsed.error))

  const { merchant, apiKey, signingSecret } = await createMerchant(services, parsed.data)
  const { id, slug, publishableKey } = merchant
  const made = {
    id,
    slug,
    api_key: apiKey,
    signing_secret: signingSecret,
    publishable_key: publishableKey,
  }
  console.log(JSON.stringify(made, null, 2))
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new DomainError('invalid', `The merchant is not JSON: ${(error as Error).message}`)
  }
}
