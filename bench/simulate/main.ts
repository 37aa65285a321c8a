import { parseArgs } from 'node:util'
import { printLife, printYear } from './report.ts'
import { simulateYear } from './year.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    orders: { type: 'string', default: '10000' },
    // One of them, told whole: what came, and what was said.
    show: { type: 'string' },
  },
})
const [seed, orders] = [Number(values.seed), Number(values.orders)]
if (!Number.isInteger(seed) || !Number.isInteger(orders) || orders < 1) {
  console.error('Usage: npm run simulate -- [--seed N] [--orders N] [--show ord_N]')
  process.exit(64)
}
const year = simulateYear(seed, orders, (life, played) => {
  if (life.orderId === values.show) printLife(life, played)
})
process.exitCode = printYear(year, seed) ? 0 : 1
