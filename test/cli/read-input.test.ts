import { expect, it } from 'vitest'
import { readInput } from '../../src/cli/read-input.ts'

it('reads the file that was named', async () => {
  expect(await readInput('package.json')).toContain('"name": "tidings"')
})

it('says in one line which file cannot be read', async () => {
  const fault = { code: 'not_found' }
  await expect(readInput('no/such.json')).rejects.toMatchObject(fault)
  await expect(readInput('no/such.json')).rejects.toThrow('no/such.json cannot be read: ENOENT')
})
