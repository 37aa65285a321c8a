import { z } from 'zod'
import { addDays, type Calendar, isShippingDay } from './calendar.ts'
import { closuresOf, faultOfClosed } from './closed-days.ts'
import { isHolidayPlace } from './holidays.ts'
import type { Policy } from './policy.ts'

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const CLOSED_MAX = 100

const closed = z
  .string()
  .max(32)
  .superRefine((entry, ctx) => {
    const message = faultOfClosed(entry)
    if (message) ctx.addIssue({ code: 'custom', message })
  })

/** The fields of a policy that say when parcels leave. By default nothing beside the country's own. */
export const calendarFields = {
  shipping_days: z
    .array(z.enum(WEEKDAYS))
    .min(1, 'at least one day of the week: on none no parcel would ever leave')
    .max(WEEKDAYS.length)
    .default(['mon', 'tue', 'wed', 'thu', 'fri'])
    .describe('Weekdays on which parcels leave.'),
  cut_off: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, like "14:00"')
    .nullable()
    .default(null)
    .describe(
      "The merchant's hour until which a parcel leaves the same day. Stock that comes after it counts from the day after; a plain date is the whole day. null: all day.",
    ),
  closed_on: z
    .array(closed)
    .max(CLOSED_MAX)
    .default([])
    .describe(
      'When no parcel leaves: "2026-12-24", every year "12-24", ranges "2026-08-03/2026-08-14" and "12-24/01-01".',
    ),
  holidays: z
    .strictObject({
      observed: z.boolean().default(true).describe('Whether no parcel leaves on public holidays.'),
      region: z
        .string()
        .max(8)
        .refine(isHolidayPlace, 'a country or a part of one, like "CA", "US-CA" or "DE-BY"')
        .nullable()
        .default(null)
        .describe("Whose holidays, where that is not the whole of the merchant's country."),
    })
    .prefault({}),
}

type CalendarPolicy = Pick<Policy, keyof typeof calendarFields>

/** The days on which a merchant's parcels leave, as its policy has them. */
export const calendarOf = (policy: CalendarPolicy, country: string): Calendar => ({
  holidaysOf: policy.holidays.observed ? (policy.holidays.region ?? country) : null,
  shippingDays: policy.shipping_days.map((day) => WEEKDAYS.indexOf(day)),
  closedOn: policy.closed_on,
  cutOff: policy.cut_off,
})

/**
 * A closure in which a whole year has no day left on which anything ships: then no date could be
 * promised at all. Looked for from each day on which a closure begins, and in a year of its own.
 */
export function closedForAYear(policy: CalendarPolicy): string | null {
  const closedOn = policy.closed_on.filter((entry) => faultOfClosed(entry) === null)
  const calendar = { ...calendarOf(policy, ''), holidaysOf: null, closedOn }
  const isShut = [SOME_DAY, ...closuresOf(closedOn)].some((from) => {
    for (let at = 0; at < YEAR_DAYS; at += 1) {
      if (isShippingDay(addDays(from, at), calendar)) return false
    }
    return true
  })
  // Of no weekday at all the field itself speaks.
  return isShut && calendar.shippingDays.length > 0
    ? 'leaves no day in a whole year on which a parcel could leave'
    : null
}

const SOME_DAY = '2028-01-01'
const YEAR_DAYS = 366
