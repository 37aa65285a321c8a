import { availableParallelism } from 'node:os'
import { burst } from './arms/burst.ts'
import { empty } from './arms/empty.ts'
import { fairness } from './arms/fairness.ts'
import { idleTransaction } from './arms/idle-transaction.ts'
import { killed } from './arms/killed.ts'
import { lag } from './arms/lag.ts'
import { latency } from './arms/latency.ts'
import { size } from './arms/size.ts'
import { waiting } from './arms/waiting.ts'
import { type Lab, load, openLab } from './lab.ts'
import { type ArmName, readOptions } from './options.ts'

const ARM: Record<ArmName, (lab: Lab) => Promise<void>> = {
  burst,
  latency,
  lag,
  empty,
  waiting,
  size,
  fairness,
  killed,
  idle: idleTransaction,
}

const options = readOptions()
console.log(
  `Node ${process.version}, ${availableParallelism()} cores for product, database and sink, load average ${load()}`,
)
const lab = await openLab(options)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
try {
  for (const arm of options.arms) await ARM[arm](lab)
} finally {
  await lab.close()
}
console.log(`\nload average at the end ${load()}`)
process.exit()
