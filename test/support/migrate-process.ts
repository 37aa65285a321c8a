// A process that brings the database of its argument to the present schema and prints what it did.
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'

const handle = openDatabase(process.argv[2] ?? '')
console.log(JSON.stringify(await migrate(handle)))
await handle.close()
