/**
 * JSON in one form only (RFC 8785): keys sorted by UTF-16 units, no white space, numbers and texts
 * as ECMAScript writes them. Anybody can make it from the file and get the same hash: the order in
 * which a program happened to write its fields is no part of what it says.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`)
    return `{${fields.join(',')}}`
  }
  return JSON.stringify(value)
}
