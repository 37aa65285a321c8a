/** The shape of every key to an order's pages, also of one that was revoked or that we cannot open. */
const KEY = /\b(?:trk|uns)_[0-9a-z]{6,}_[\w-]{8,}/gi

/**
 * Takes the keys to the shopper's pages out of every text there is. A pack is handed to banks and
 * strangers, and customers quote the mail they got: so not only where we write links ourselves.
 */
export function maskLinks<T>(value: T, tokens: readonly string[]): T {
  return mask(value, (text) => {
    const without = tokens.reduce((rest, token) => rest.replaceAll(token, '…'), text)
    return without.includes('_') ? without.replace(KEY, '…') : without
  }) as T
}

function mask(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value)
  if (Array.isArray(value)) return value.map((one) => mask(one, hide))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mask(one, hide)]))
}
