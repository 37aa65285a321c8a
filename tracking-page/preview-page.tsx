import type { TrackingPageInput } from './context.ts'
import type { Page } from './page.ts'
import { trackingPage } from './tracking-page.tsx'

/** What the merchant is to know of the dress that is tried on; `isGood`: nothing to do. */
export type PreviewNote = { text: string; isGood: boolean }

/**
 * A page as it would be, for the merchant's own eyes: in a frame of ours, where nothing runs and no
 * form goes anywhere. It is the very page of shoppers, with what there is to say of it on top.
 */
export function previewPage(input: TrackingPageInput, notes: readonly PreviewNote[]): Page {
  const page = trackingPage(input)
  const above = notes.length === 0 ? '' : String(<Notes notes={notes} />)
  return {
    ...page,
    html: page.html
      .replace(/<script>[\s\S]*?<\/script>/, '')
      .replace(/<body[^>]*>/, () => `<body>${above}`),
    headers: {
      ...page.headers,
      'content-security-policy': page.headers['content-security-policy']
        ?.replace("frame-ancestors 'none'", "frame-ancestors 'self'; sandbox")
        .replace("form-action 'self'", "form-action 'none'") as string,
    },
  }
}

const Notes = ({ notes }: { notes: readonly PreviewNote[] }) => (
  <aside class="card" aria-label="Of this preview">
    <ul class="items">
      {notes.map(({ text, isGood }) => (
        <li>
          <span>{isGood ? '✓' : '!'}</span>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  </aside>
)
