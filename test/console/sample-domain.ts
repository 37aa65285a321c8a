import type { DomainView } from '../../src/operations/brand-console-types.ts'

/** A domain that was named, and not looked at yet. */
export const domain: DomainView = {
  domain: 'track.harbour.test',
  state: 'pending',
  reason: null,
  checkedAt: null,
  records: [
    { type: 'CNAME', name: 'track.harbour.test', value: 'tidings.example' },
    { type: 'TXT', name: '_tidings.track.harbour.test', value: 'tidings=mer_1' },
  ],
  hasTarget: true,
}
