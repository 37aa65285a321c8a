import { html } from 'hono/html'
import type { Fault } from '../domain/error.ts'
import type { TemplatePreview } from '../operations/template-console-types.ts'
import { count } from './words.ts'

/** What the frame beside the form holds: the mail itself, else plain words. */
export const previewDocument = ({ html: mail, subject, preheader, text, sms }: TemplatePreview) => {
  if (mail !== null) return withSubject(mail, `${subject ?? ''} — ${preheader ?? ''}`)
  const note = sms
    ? `${count(sms.segments, 'part')}, ${sms.encoding}; ${text.length} characters`
    : `Plain text; subject: ${subject ?? ''}`
  return bare(note, [text])
}

/** As a list of mails has it, over the mail: a frame shows no subject by itself. */
function withSubject(mail: string, line: string) {
  const bar = html`<div style="${BAR}">${line}</div>`
  return mail.replace(/<body[^>]*>/, (tag) => `${tag}${bar}`)
}

const BAR =
  'margin:0;padding:8px 16px;border-bottom:1px solid #dededa;font:14px/20px system-ui,sans-serif;color:#5d5d58;background:#f6f6f4'

export const faultsDocument = (faults: readonly Fault[]) =>
  bare(
    'It cannot be sent like this:',
    faults.map(({ pointer, message }) => `${pointer.slice(1)} ${message}`),
  )

/** Its styles stand in it: the frame is a world of its own. */
const bare = (note: string, lines: readonly string[]) => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Preview</title><style>${STYLE}</style></head>
<body><p>${note}</p>${lines.map((line) => html`<pre>${line}</pre>`)}</body>
</html>`

const STYLE =
  'body{margin:16px;font:14px/20px system-ui,sans-serif;color:#1b1b1a;background:#fff}p{color:#5d5d58}pre{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere;margin:0 0 16px}'
