import type sharp from 'sharp'
import {
  GOODS_BOX,
  LOGO_BOX,
  type LogoAnswer,
  PICTURE_PIXELS_MAX,
  type Picture,
} from '../domain/picture.ts'
import { sizeOf } from './read-picture.ts'
import { isQuickToDraw } from './svg-cost.ts'

/** What a hostile file may take of one thread. */
const TIMEOUT = { seconds: 10 }
const JPEG = { quality: 82, mozjpeg: true }
/** 256 colours: a mark has seldom more, and weighs a third of what it would. */
const PNG = { palette: true, quality: 95, effort: 8 }
const DPI = 72
const DPI_MAX = 7_200

/**
 * A product's picture as it is shown: small, upright, on white, and nothing of the file that it
 * came from, such as where it was taken. One format for pages and mails alike: Outlook shows neither
 * WebP nor AVIF, and at this size they would save a kilobyte. Null where it cannot be drawn.
 */
export async function drawGoods(bytes: Uint8Array): Promise<Picture | null> {
  return inTurn(async (draw) => {
    try {
      const { data, info } = await upright(draw, bytes)
        .resize({ ...GOODS_BOX, fit: 'inside', withoutEnlargement: true })
        // What is transparent was drawn for a white page.
        .flatten({ background: '#ffffff' })
        .jpeg(JPEG)
        .toBuffer({ resolveWithObject: true })
      return { kind: 'jpg', width: info.width, height: info.height, bytes: data }
    } catch {
      return null
    }
  })
}

/**
 * A merchant's logo as it is kept. A vector drawing is drawn once, here: mail programs show none, a
 * browser that opens it by its address would run what is in it, and what is kept holds no such part.
 */
export async function drawLogo(bytes: Uint8Array): Promise<LogoAnswer> {
  const size = sizeOf(bytes)
  const isVector = size?.type === 'svg'
  if (!size?.type || !(isVector || LOGO_KINDS.has(size.type)))
    return refused('is no PNG, JPEG, WebP, GIF, AVIF or SVG')
  // Whose machine has which font is not known: the mark would come out in another.
  const source = isVector ? Buffer.from(bytes).toString('utf8') : ''
  if (!isQuickToDraw(source))
    return refused('has too many parts, or parts that repeat others: simplify it, or send a PNG')
  if (HAS_TEXT.test(source))
    return refused('has letters as text: turn them into outlines, or send a PNG')
  try {
    return await inTurn((draw) => drawMark(draw, bytes, isVector))
  } catch {
    // Its files are of one system each, and may have been left out where it was installed.
    return refused('cannot be drawn here: the library for pictures is not installed')
  }
}

async function drawMark(draw: Draw, bytes: Uint8Array, isVector: boolean): Promise<LogoAnswer> {
  try {
    const drawn = upright(draw, bytes, isVector ? await densityOf(draw, bytes) : DPI)
    const png = await drawn
      .resize({ ...LOGO_BOX, fit: 'inside', withoutEnlargement: !isVector })
      .png(PNG)
      .toBuffer()
    return { status: 'drawn', png }
  } catch {
    return refused('cannot be drawn: it is damaged, empty, or too large')
  }
}

const LOGO_KINDS: ReadonlySet<string> = new Set(['jpg', 'png', 'webp', 'gif', 'avif'])
const HAS_TEXT = /<(?:\w+:)?text[\s>/]/i
const refused = (why: string): LogoAnswer => ({ status: 'refused', why })

type Draw = typeof sharp

const upright = (draw: Draw, bytes: Uint8Array, density = DPI) =>
  draw(bytes, { density, limitInputPixels: PICTURE_PIXELS_MAX, failOn: 'error' })
    .timeout(TIMEOUT)
    .autoOrient()

/** At which a vector drawing fills the box: drawn at its own size and made larger, it would blur. */
async function densityOf(draw: Draw, bytes: Uint8Array): Promise<number> {
  const { width, height } = await draw(bytes, { limitInputPixels: PICTURE_PIXELS_MAX }).metadata()
  const scale = Math.min(LOGO_BOX.width / width, LOGO_BOX.height / height)
  return Math.min(DPI_MAX, Math.max(1, DPI * scale))
}

let last: Promise<unknown> = Promise.resolve()

/** One at a time, on a thread beside ours: four large ones at once would take half a gigabyte. */
function inTurn<T>(work: (draw: Draw) => Promise<T>): Promise<T> {
  const mine = last.then(async () => work(await loadLibrary()))
  last = mine.catch(() => {})
  return mine
}

/** What decodes the formats that we take; the library could read a dozen more, each a door. */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Svg'].map(
  (name) => `VipsForeignLoad${name}Buffer`,
)

let library: Promise<Draw> | null = null

/** Loaded when the first picture comes: a process that only answers never needs it. */
function loadLibrary(): Promise<Draw> {
  library ??= import('sharp').then(({ default: loaded }) => {
    loaded.cache(false)
    loaded.concurrency(1)
    loaded.block({ operation: ['VipsForeignLoad'] })
    loaded.unblock({ operation: LOADERS })
    return loaded
  })
  return library
}
