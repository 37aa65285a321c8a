import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const WRITES = 100
const PAGE = Buffer.alloc(4_096, 1)

/** Milliseconds that the disk takes for each of some small writes that must last. */
export function measureFsync(folder: string): number[] {
  const path = join(folder, 'fsync')
  const file = openSync(path, 'w')
  const times: number[] = []
  for (let write = 0; write < WRITES; write += 1) {
    writeSync(file, PAGE)
    const begun = performance.now()
    fsyncSync(file)
    times.push(performance.now() - begun)
  }
  closeSync(file)
  rmSync(path)
  return times
}
