import type { Words } from './index.ts'

export const liveFr: Words['live'] = { updated: 'Du nouveau :' }
