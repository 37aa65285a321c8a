/**
 * How often a property is tried: as many times as given in `npm test`, and twenty times that in
 * `npm run soak`, which is long by nature.
 */
export const runs = (times: number) => ({ numRuns: times * Number(process.env.SOAK ?? 1) })
