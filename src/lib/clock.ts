/** Where time comes from. Everything else is handed a `Date`, so that a test merchant can live in its own. */
export type Clock = { now(): Date }

/** The only reader of the system's clock. */
export const systemClock: Clock = { now: () => new Date() }
