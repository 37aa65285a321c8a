import { previewPage } from '../../tracking-page/preview-page.tsx'
import type { Sample } from '../operations/brand-console-types.ts'

type Notes = Parameters<typeof previewPage>[1]

/** A made-up order's page, as the console frames it: its links lead nowhere. */
export function drawBrandPreview(sample: Sample, notes: Notes) {
  const { merchant } = sample
  const logo = merchant.brand.logo ? `/m/${merchant.slug}/logo` : null
  return previewPage(
    { ...sample, links: { self: '#', cancel: '#', logo }, locale: merchant.locale },
    notes,
  )
}
