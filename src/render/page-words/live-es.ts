import type { Words } from './index.ts'

export const liveEs: Words['live'] = { updated: 'Novedad:' }
