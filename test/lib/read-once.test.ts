import { expect, it } from 'vitest'
import { readOnce } from '../../src/lib/read-once.ts'

it('reads each text once, and another text anew', () => {
  const seen: string[] = []
  const read = readOnce((text) => {
    seen.push(text)
    return JSON.parse(text) as { days: number[] }
  })

  expect(read('{"days":[1]}')).toBe(read('{"days":[1]}'))
  expect(read('{"days":[2]}').days).toEqual([2])
  expect(seen).toEqual(['{"days":[1]}', '{"days":[2]}'])
})

it('gives out what nobody can change for the others', () => {
  const { days } = readOnce((text) => JSON.parse(text) as { days: number[] })('{"days":[1]}')

  expect(() => days.push(2)).toThrow(TypeError)
})

it('keeps no text that could not be read, and not more than it may', () => {
  let reads = 0
  const read = readOnce((text) => {
    reads += 1
    return JSON.parse(text) as unknown
  })
  expect(() => read('{')).toThrow(SyntaxError)
  expect(() => read('{')).toThrow(SyntaxError)
  expect(reads).toBe(2)
  for (let n = 0; n < 500; n += 1) read(`[${n}]`)
  read('[500]')
  read('[0]')
  expect(reads).toBe(504)
})
