import { expect, it } from 'vitest'
import { readCancelForm } from '../../src/http/cancel-form.ts'

const read = (fields: string) => readCancelForm(new URLSearchParams(fields))

it.each([
  ['waitlist=1', true],
  ['waitlist=on', true],
  ['waitlist=true', true],
  ['waitlist=Yes', true],
  ['waitlist=', false],
  ['waitlist=0', false],
  ['waitlist=false', false],
  ['waitlist=no', false],
  ['waitlist=off', false],
  ['', false],
])('reads the checkbox of the waiting list: "%s"', (fields, isWanted) => {
  expect(read(fields)).toMatchObject({ waitlist: isWanted, isWrong: false })
})

it('takes nothing for a yes, nor for a no, that may be either', () => {
  expect(read('waitlist=si')).toMatchObject({ waitlist: false, isWrong: true })
})
