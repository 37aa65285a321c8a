import { deflateSync } from 'node:zlib'

/** Pictures as small as their formats let them be, made here so that each byte is known. */
export function pngOf(width: number, height: number, shade = 0): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8) // 8 bits of grey
  const pixels = Buffer.alloc((width + 1) * Math.min(height, 100), shade)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), body])
  return Buffer.concat([uint32(body.length), named, uint32(crc32(named))])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

export const gif = Buffer.from('47494638396103000200800000ffffff0000002c', 'hex')

/** 5 wide and 4 high as it lies; `orientation` 6 is how a phone held upright takes it. */
export function jpegOf(orientation = 1): Buffer {
  const tiff = Buffer.from(
    `4d4d002a00000008${'0001'}0112000300000001000${orientation}000000000000`,
    'hex',
  )
  const exif = Buffer.concat([Buffer.from('457869660000', 'hex'), tiff])
  const app1 = Buffer.concat([Buffer.from('ffe1', 'hex'), uint16(exif.length + 2), exif])
  const frame = Buffer.from('ffc0000b08000400050101110000', 'hex')
  return Buffer.concat([Buffer.from('ffd8', 'hex'), app1, frame, Buffer.from('ffd9', 'hex')])
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

/** 7 wide, 6 high, in the extended form. */
export const webp = Buffer.concat([
  Buffer.from('RIFF'),
  Buffer.from('16000000', 'hex'),
  Buffer.from('WEBPVP8X'),
  Buffer.from('0a000000', 'hex'),
  Buffer.from('00000000060000050000', 'hex'),
])

const box = (name: string, body: Buffer) =>
  Buffer.concat([uint32(body.length + 8), Buffer.from(name), body])

/** 9 wide, 8 high: the boxes that name the size, and nothing to draw. */
const heifOf = (brand: string) =>
  Buffer.concat([
    box('ftyp', Buffer.concat([Buffer.from(brand), uint32(0), Buffer.from('mif1')])),
    box(
      'meta',
      Buffer.concat([
        uint32(0),
        box('iprp', box('ipco', box('ispe', Buffer.concat([uint32(0), uint32(9), uint32(8)])))),
      ]),
    ),
  ])
export const avif = heifOf('avif')
export const heic = heifOf('heic')

export const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>',
)
