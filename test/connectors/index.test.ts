import { expect, it } from 'vitest'
import { connectors, findConnector } from '../../src/connectors/index.ts'

it('finds each connector under its own name', () => {
  for (const [name, connector] of Object.entries(connectors)) {
    expect(connector.name).toBe(name)
    expect(findConnector(name)).toBe(connector)
  }
})

it('finds nothing under a name that every object has', () => {
  expect(findConnector('constructor')).toBeUndefined()
  expect(findConnector('__proto__')).toBeUndefined()
})
