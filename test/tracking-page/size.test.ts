import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { trackingPage } from '../../tracking-page/index.ts'
import { inputFor, pageStates, threePackages } from '../support/page-states.ts'

/** Ten TCP segments, the first flight of a connection (RFC 6928): one round trip to the answer. */
const FIRST_FLIGHT_BYTES = 14_600

describe('size of the first view', () => {
  it('fits three packages, styles and all, into the first flight', () => {
    const { html, headers } = trackingPage(inputFor(threePackages()))
    const bytes = gzipSync(html).length + JSON.stringify(headers).length

    expect(bytes).toBeLessThan(FIRST_FLIGHT_BYTES / 2)
  })

  it('fits every state', () => {
    for (const [name, build] of Object.entries(pageStates)) {
      expect(gzipSync(build().html).length, name).toBeLessThan(FIRST_FLIGHT_BYTES)
    }
  })
})
