import { script } from './script.ts'
import { sheet } from './styles.ts'

/** What stands in every page as it is, in the order in which it stands there. */
export const FIXED_PARTS: readonly string[] = [sheet.css, script.js]
