import type { Phase } from '../src/render/page.ts'
import type { Words } from '../src/render/page-words/index.ts'

type StepState = 'done' | 'now' | 'problem' | 'ahead'
type Step = { name: string; state: StepState }

/** Four named steps. Each state has its own shape (tick, ring, bar, hollow) and is said in words. */
export function Progress({ phase, words }: { phase: Phase; words: Words }) {
  return (
    <ol class="steps" aria-label={words.package.steps.heading}>
      {stepsOf(phase, words.package.steps).map(({ name, state }) => (
        <li
          class={state}
          aria-current={state === 'now' || state === 'problem' ? 'step' : undefined}
        >
          {name}
          <span class="away">, {words.package.step[state]}</span>
        </li>
      ))}
    </ol>
  )
}

function stepsOf(phase: Phase, names: Words['package']['steps']): Step[] {
  const packed = { name: names.packed, state: 'done' } as const
  const shipped = { name: names.shipped, state: 'done' } as const
  const delivered = { name: names.delivered, state: 'ahead' } as const
  switch (phase) {
    case 'label':
      return [
        { name: names.packing, state: 'now' },
        { name: names.shipped, state: 'ahead' },
        { name: names.outForDelivery, state: 'ahead' },
        delivered,
      ]
    case 'moving':
      return [
        packed,
        { name: names.shipped, state: 'now' },
        { name: names.outForDelivery, state: 'ahead' },
        delivered,
      ]
    case 'out_for_delivery':
      return [packed, shipped, { name: names.outForDelivery, state: 'now' }, delivered]
    case 'pickup':
      return [packed, shipped, { name: names.pickup, state: 'now' }, delivered]
    case 'delayed':
      return [packed, shipped, { name: names.delayed, state: 'problem' }, delivered]
    case 'silent':
      return [packed, shipped, { name: names.noNews, state: 'problem' }, delivered]
    case 'missing':
      return [packed, shipped, { name: names.missing, state: 'problem' }]
    case 'held_up':
      return [packed, shipped, { name: names.heldUp, state: 'problem' }, delivered]
    case 'returning':
      return [packed, shipped, { name: names.returning, state: 'problem' }]
    case 'lost':
      return [packed, shipped, { name: names.lost, state: 'problem' }]
    case 'delivered':
      return [
        packed,
        shipped,
        { name: names.outForDelivery, state: 'done' },
        { name: names.delivered, state: 'done' },
      ]
  }
}
