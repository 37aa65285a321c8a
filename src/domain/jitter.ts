/**
 * Between 0 and 1, the same for the same text (FNV-1a): what failed together must not come back
 * together, and a test merchant's year must come out the same each time it is played.
 */
export function shareOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  return hash / 2 ** 32
}
