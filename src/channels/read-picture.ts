import { imageSize } from 'image-size'
import {
  PICTURE_PIXELS_MAX,
  PICTURE_TYPES,
  type Picture,
  type PictureKind,
} from '../domain/picture.ts'

/** From here on a JPEG's first dimension is its height as it is shown (EXIF 2.32, orientation). */
const LYING_FROM = 5

/**
 * The picture that bytes hold, by what they are and not by what a server calls them; null where it
 * is none that a browser draws and never runs, or takes too much to draw.
 */
export function readPicture(bytes: Uint8Array): Picture | null {
  const size = sizeOf(bytes)
  if (!size?.type || !isKind(size.type)) return null
  const isLying = (size.orientation ?? 1) >= LYING_FROM
  const [width, height] = isLying ? [size.height, size.width] : [size.width, size.height]
  const isDrawable = width > 0 && height > 0 && width * height <= PICTURE_PIXELS_MAX
  return isDrawable ? { kind: size.type, width, height, bytes } : null
}

/** The library throws on what it cannot read: a page of HTML, a picture that was cut off. */
export function sizeOf(bytes: Uint8Array) {
  try {
    return imageSize(bytes)
  } catch {
    return null
  }
}

const isKind = (type: string): type is PictureKind => Object.hasOwn(PICTURE_TYPES, type)
