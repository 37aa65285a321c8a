import type { Merchant } from '../domain/merchant.ts'
import { loadEvidence } from './evidence.ts'
import type { Services } from './services.ts'

export type EvidenceFile = { name: string; bytes: Uint8Array<ArrayBuffer> }

/** Drawing one takes processor and memory: one after another, whoever asks. */
let turn: Promise<unknown> = Promise.resolve()

/** The pack as a document for a person, under the hash of the JSON that it was made from. */
export async function makeEvidencePdf(
  services: Services,
  merchant: Merchant,
  orderId: string,
): Promise<EvidenceFile> {
  const pack = await loadEvidence(services, merchant, orderId)
  // Its library is 30 MB in memory, and most processes never draw one.
  const { renderEvidencePdf } = await import('../render/evidence-pdf/index.ts')
  const drawn = turn.then(() => renderEvidencePdf(pack))
  turn = drawn.catch(() => {})
  return { name: evidenceName(pack.order, 'pdf'), bytes: new Uint8Array(await drawn) }
}

/** The pack as it is, readable by a person too. */
export async function makeEvidenceJson(
  services: Services,
  merchant: Merchant,
  orderId: string,
): Promise<EvidenceFile> {
  const pack = await loadEvidence(services, merchant, orderId)
  const text = `${JSON.stringify(pack, null, 2)}\n`
  return { name: evidenceName(pack.order, 'json'), bytes: new TextEncoder().encode(text) }
}

/** A number is the shop's and may hold anything; a file's name may not. */
function evidenceName({ number, id }: { number: string; id: string }, kind: 'json' | 'pdf') {
  const plain = (number || id).replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^[-.]+|[-.]+$/g, '')
  return `evidence-${plain.slice(0, 80) || 'order'}.${kind}`
}
