import type { Phase } from '../page.ts'

export const packageEn = {
  /** `of` only once nothing is left to pack: before that nobody knows how many there will be. */
  name: (number: number, of: number) => (of === 1 ? 'Your package' : `Package ${number} of ${of}`),
  arrives: (range: string) => `arrives ${range}`,
  estimated: (range: string) => `estimated arrival ${range}`,
  estimatedDelivery: (range: string) => `Estimated delivery: ${range}`,
  due: (range: string) => `delayed, now due ${range}`,
  late: (day: string) => `was expected by ${day}`,
  phase(phase: Phase, day: string) {
    const PHASE: Record<Phase, string> = {
      label: 'not yet with the carrier',
      moving: 'on its way',
      delayed: 'delayed, no new date yet',
      silent: `no news since ${day}`,
      missing: 'seems to be lost',
      held_up: 'held up',
      out_for_delivery: 'out for delivery',
      pickup: 'ready to pick up',
      delivered: `delivered ${day}`,
      returning: 'on its way back',
      lost: 'lost',
    }
    return PHASE[phase]
  },
  arrivesToday: 'arrives today',

  steps: {
    heading: 'Progress',
    packed: 'Packed',
    packing: 'Label made',
    shipped: 'Shipped',
    outForDelivery: 'Out for delivery',
    pickup: 'Ready to pick up',
    delivered: 'Delivered',
    delayed: 'Delayed',
    noNews: 'No news',
    missing: 'Seems lost',
    heldUp: 'Held up',
    returning: 'On its way back',
    lost: 'Lost',
  },
  step: { done: 'done', now: 'now', problem: 'now', ahead: 'not yet' },

  labelText: 'Label made; the carrier does not have it yet.',
  news: 'Latest from the carrier',
  noNews: 'The carrier has not scanned it yet.',
  earlier: (count: number) => `${count} earlier ${count === 1 ? 'update' : 'updates'}`,
  carrier: 'Carrier',
  number: 'Tracking number',
  copy: 'Copy',
  copied: 'Copied',
  track: (carrier: string | null) =>
    carrier ? `Follow it at ${carrier}` : 'Follow it at the carrier',
}
