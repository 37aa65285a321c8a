import { createApp } from './app.ts'
import { type Command, EXIT_DATA, EXIT_USAGE, UsageError } from './cli/cli-app.ts'
import { revokeLinkCommand } from './cli/link.ts'
import { createMerchantCommand } from './cli/merchant.ts'
import { serve } from './cli/serve.ts'
import { simulateCommand } from './cli/simulate.ts'
import { addUserCommand } from './cli/user.ts'
import { type Config, EXIT_CONFIG, readConfig } from './config.ts'
import { DomainError } from './domain/error.ts'
import { DatabaseFault, refuseMissingFile } from './lib/database-fault.ts'
import { createLogger } from './lib/log.ts'

const COMMANDS: Readonly<Record<string, Command>> = {
  serve,
  migrate: async () => console.log('The database is up to date.'),
  'merchant create': createMerchantCommand,
  'user add': addUserCommand,
  'link revoke': revokeLinkCommand,
  simulate: simulateCommand,
}

/** What they are asked about must be there already. */
const NEEDS_DATABASE: ReadonlySet<string> = new Set(['simulate', 'user add', 'link revoke'])

const USAGE = `Usage: tidings <command>

  serve [--role all|api|worker]    the server and the worker; without a role, both in one process
  migrate                          bring the database up to this release
  merchant create [--file F]       make a merchant: the body of POST /v1/merchants, from F or stdin
  user add --merchant SLUG --email E [--name N] [--admin]
                                   give somebody access to the support pages
  link revoke --merchant SLUG --order ID
                                   end the link to an order's page; the next message has a new one
  simulate --merchant SLUG --policy F [--from DAY] [--to DAY] [--limit N] [--json]
                                   what the policy in F would have sent over recorded orders
`

const [, , ...typed] = process.argv
const words = typed.length === 0 || typed[0]?.startsWith('--') ? ['serve', ...typed] : typed
const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((one) =>
  Object.hasOwn(COMMANDS, one),
)
const command = name && COMMANDS[name]
const read = readConfig()

if (!command) {
  console.error(USAGE)
  process.exitCode = EXIT_USAGE
} else if (!read.ok) {
  for (const { variable, message } of read.faults) console.error(`${variable}: ${message}`)
  process.exitCode = EXIT_CONFIG
} else {
  process.exitCode = await run(command, words.slice(name.split(' ').length), read.config)
  process.exit()
}

async function run(work: Command, args: string[], config: Config): Promise<number> {
  const { host, port, baseUrl, demo } = config
  try {
    if (NEEDS_DATABASE.has(name ?? '')) refuseMissingFile(config.databaseUrl)
    const app = await createApp(config, createLogger({ level: config.logLevel }))
    try {
      await work(app, args, { host, port, baseUrl, demo })
    } finally {
      await app.close()
    }
    return 0
  } catch (error) {
    return fail(error)
  }
}

/** What somebody can mend is said in a line; what is ours to mend comes with its stack. */
function fail(error: unknown): number {
  const { code, message } = error as { code?: string; message: string }
  if (error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS_')) {
    console.error(`${message}\n\n${USAGE}`)
    return EXIT_USAGE
  }
  if (error instanceof DatabaseFault) {
    console.error(`DATABASE_URL: ${message}`)
    return EXIT_CONFIG
  }
  if (code === 'EADDRINUSE')
    console.error(`The port is taken: set PORT to another one (${message})`)
  else if (error instanceof DomainError) {
    console.error(
      [error.message, ...error.faults.map((fault) => `  ${fault.pointer} ${fault.message}`)].join(
        '\n',
      ),
    )
  } else console.error(error)
  return error instanceof DomainError ? EXIT_DATA : 1
}
