import { resolve } from 'node:path'

/** The command line of Tidings, as somebody starts it. */
export const TIDINGS = 'src/cli/tidings.js'

/**
 * For every process that a test starts: most of a start is the reading of code, and what one that
 * ended by itself has compiled, the next ones take, in the next run too.
 */
export const COMPILED = { NODE_COMPILE_CACHE: resolve('node_modules/.cache/tidings-tests') }
