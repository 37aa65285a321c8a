import { expect, it } from 'vitest'
import { readCancelForm } from '../../src/http/cancel-form.ts'

const waitlistOf = (fields: string) => readCancelForm(new URLSearchParams(fields)).waitlist

it.each([
  ['waitlist=1', true],
  ['waitlist=on', true],
  ['waitlist=', false],
  ['waitlist=0', false],
  ['', false],
])('reads the checkbox of the waiting list: "%s"', (fields, isWanted) => {
  expect(waitlistOf(fields)).toBe(isWanted)
})
