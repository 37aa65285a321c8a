/** Twenty in `npm run soak`, which is long by nature; see `test/soak.config.ts`. */
export const SOAK = Number(process.env.SOAK ?? 1)

/** `npm test` tries the same cases each time, `npm run soak` new ones; `SEED` names them for either. */
export const SEED = Number(process.env.SEED ?? 1)

/** How often a property is tried: as many times as given in `npm test`, twenty times that in a soak. */
export const runs = (times: number) => ({ numRuns: times * SOAK })

/** Numbers as those of `Math.random`, the same for the same seed. */
export function chance(seed = SEED): () => number {
  let state = seed
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
