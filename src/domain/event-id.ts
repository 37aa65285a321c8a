import { z } from 'zod'

/** Text of ours is kept by PostgreSQL as well, which takes every character but this one. */
const withoutNul = (value: string) => !value.includes('\0')
export const text = (max: number) => z.string().max(max).refine(withoutNul, 'no NUL character')

/**
 * Ids that the merchant owns: never changed, at most 255 characters. Half of a surrogate pair has no
 * UTF-8, so any two of them would be one id in the database, and the second event a duplicate.
 */
export const id = text(255)
  .min(1)
  .refine((value) => value.isWellFormed(), 'whole characters: no lone surrogate')

/**
 * An order is read at a path of its own, and whoever writes a URL takes `.` and `..` out of its path,
 * percent-encoded too (WHATWG URL, 4.5): an order of that name could be kept and never be read. All
 * else can be written there, encoded.
 */
export const orderId = id.refine(
  (value) => value !== '.' && value !== '..',
  'not "." or "..": no URL could name the order',
)
