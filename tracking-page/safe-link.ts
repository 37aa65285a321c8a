const LINK_MAX = 2048

/** `url` where it is an http(s) one, else null: a `javascript:` URL in an event must stay text. */
export function safeLink(url: string | null | undefined): string | null {
  if (!url || url.length > LINK_MAX || !URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? href : null
}

/** A path on our own origin; `//host/` would be another one. */
export const ownPath = (path: string | null) => (path && /^\/(?![/\\])/.test(path) ? path : null)
