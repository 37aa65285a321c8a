import type { ShownPicture } from '../domain/picture.ts'
import type { Scene } from './scene.ts'

/** In the size in which it stands: mail programs scale a picture by its attributes alone. */
export type GoodsPicture = { src: string; width: number; height: number }

const PICTURE_EDGE = 48

/** The picture that is kept of goods, on our own origin; a mail asks nobody else for one. */
export function goodsPicture(
  picture: ShownPicture | undefined,
  { links: { origin } }: Scene,
): GoodsPicture | null {
  if (!picture || !origin) return null
  const { path, width, height } = picture
  const scale = PICTURE_EDGE / Math.max(width, height)
  const scaled = (length: number) => Math.max(1, Math.round(length * scale))
  return { src: `${origin}${path}`, width: scaled(width), height: scaled(height) }
}
