import type { Words } from './index.ts'

export const liveDe: Words['live'] = { updated: 'Neu:' }
