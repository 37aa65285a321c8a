/** A field's own bytes: SendGrid hands each text over in the charset of the mail it came in. */
export type Parts = {
  field(name: string): string | null
  /** How many files are in it. */
  files: number
}

/**
 * The parts of a multipart form (RFC 7578, RFC 2046 5.1.1); null where it is none. Not by the
 * platform's parser: that reads every field as UTF-8, and ends a part wherever the boundary stands
 * in it without its dashes, which a mail may well hold, for SendGrid's is mostly "xYzZY".
 */
export function readParts(raw: Uint8Array, contentType: string): Parts | null {
  const boundary = /;\s*boundary="?([^";,\s]{1,70})/i.exec(contentType)?.[1]
  if (!/^multipart\/form-data\b/i.test(contentType) || !boundary) return null
  const sections = sectionsOf(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), boundary)
  if (sections === null) return null

  const fields = new Map<string, Buffer>()
  let files = 0
  for (const { head, body } of sections) {
    const name = /;\s*name="([^"]*)"/i.exec(head)?.[1]
    if (/;\s*filename\*?=/i.test(head)) files += 1
    else if (name !== undefined && !fields.has(name)) fields.set(name, body)
  }
  const charsets = charsetsOf(fields.get('charsets'))
  return {
    files,
    field(name) {
      const bytes = fields.get(name)
      return bytes ? decode(bytes, charsets[name] ?? 'utf-8') : null
    },
  }
}

const PARTS_MAX = 1_000

/** A delimiter is a line of its own: the dashes, the boundary, and two dashes more at the last. */
function sectionsOf(raw: Buffer, boundary: string): { head: string; body: Buffer }[] | null {
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  // The first one has no line before it.
  let at = raw.indexOf(delimiter.subarray(2))
  if (at < 0) return null
  at += delimiter.length - 2
  const sections: { head: string; body: Buffer }[] = []
  while (sections.length < PARTS_MAX && raw.subarray(at, at + 2).toString('latin1') !== '--') {
    const end = raw.indexOf(delimiter, at)
    const headEnd = raw.indexOf('\r\n\r\n', at)
    if (end < 0 || headEnd < 0 || headEnd > end) return null
    const head = raw.subarray(at, headEnd).toString('utf8')
    sections.push({ head, body: raw.subarray(Math.min(headEnd + 4, end), end) })
    at = end + delimiter.length
  }
  return sections
}

function charsetsOf(bytes: Buffer | undefined): Record<string, unknown> {
  try {
    const charsets: unknown = JSON.parse(bytes?.toString('utf8') ?? '{}')
    return typeof charsets === 'object' && charsets !== null ? { ...charsets } : {}
  } catch {
    return {}
  }
}

function decode(bytes: Buffer, charset: unknown): string {
  try {
    return new TextDecoder(String(charset)).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes) // a charset that nobody knows
  }
}
