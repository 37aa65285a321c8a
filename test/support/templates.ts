import { loadTemplates, type Templates } from '../../src/render/templates.ts'

let loaded: Promise<Templates> | undefined

/** The product's own, which no test changes: to compile them takes a third of a second. */
export function ownTemplates(): Promise<Templates> {
  loaded ??= loadTemplates()
  return loaded
}
