import { z } from 'zod'

/** Text of ours is kept by PostgreSQL as well, which takes every character but this one. */
const withoutNul = (value: string) => !value.includes('\0')
export const text = (max: number) => z.string().max(max).refine(withoutNul, 'no NUL character')

/** Ids that the merchant owns: never changed, at most 255 characters. */
export const id = text(255).min(1)

/**
 * An order is read at a path of its own, and whoever writes a URL takes `.` and `..` out of its path,
 * percent-encoded too (WHATWG URL, 4.5): an order of that name could be kept and never be read. Half
 * of a surrogate pair cannot be written in a URL at all. All else can be, encoded.
 */
export const orderId = id.refine(
  (value) => value !== '.' && value !== '..' && value.isWellFormed(),
  'not "." or "..", and whole characters: no URL could name the order',
)
