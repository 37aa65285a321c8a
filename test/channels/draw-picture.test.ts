import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { drawGoods, drawLogo } from '../../src/channels/draw-picture.ts'
import { pngOf } from '../support/picture-samples.ts'

type Color = { r: number; g: number; b: number; alpha: number }
const GREEN: Color = { r: 11, g: 110, b: 79, alpha: 1 }
const CLEAR: Color = { r: 0, g: 0, b: 0, alpha: 0 }

const paint = (width: number, height: number, background = GREEN): Sharp =>
  sharp({ create: { width, height, channels: 4, background } })
const drawn = async (picture: Sharp) => {
  const found = await drawGoods(await picture.toBuffer())
  if (!found) throw new Error('it was not drawn')
  return found
}
const pixel = async (bytes: Uint8Array) => [
  ...(await sharp(bytes).extract({ left: 0, top: 0, width: 1, height: 1 }).raw().toBuffer()),
]

describe('a picture of goods', () => {
  it.each([
    ['PNG', paint(1_200, 600).png()],
    ['JPEG', paint(1_200, 600).jpeg()],
    ['WebP', paint(1_200, 600).webp()],
    ['GIF', paint(1_200, 600).gif()],
    ['AVIF', paint(1_200, 600).avif({ effort: 0 })],
  ])('is made small and a JPEG of a %s', async (_, picture) => {
    const { kind, width, height, bytes } = await drawn(picture)
    expect([kind, width, height]).toEqual(['jpg', 192, 96])
    expect((await sharp(bytes).metadata()).format).toBe('jpeg')
    expect(bytes.length).toBeLessThan(4_000)
  })

  it('is made no larger than it was', async () => {
    expect(await drawn(paint(40, 20).png())).toMatchObject({ width: 40, height: 20 })
  })

  it('stands on white where it is transparent', async () => {
    const { bytes } = await drawn(paint(20, 20, CLEAR).png())
    expect(await pixel(bytes)).toEqual([255, 255, 255])
  })

  it('stands upright, and tells nothing of the camera or the place', async () => {
    const lying = paint(80, 40)
      .jpeg()
      .withExif({ IFD0: { Make: 'Camera of a neighbour' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
    const { width, height, bytes } = await drawn(lying)
    expect([width, height]).toEqual([40, 80])
    const { exif, icc, xmp, orientation } = await sharp(bytes).metadata()
    expect({ exif, icc, xmp, orientation }).toEqual({})
    expect(Buffer.from(bytes).includes('neighbour')).toBe(false)
  })

  it('is none where a few bytes stand for more pixels than a machine has room for', async () => {
    const bomb = await paint(5_200, 5_000).png({ compressionLevel: 2 }).toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(await drawGoods(bomb)).toBeNull()
  })

  it.each([
    ['a document', Buffer.from('%PDF-1.4\n%%EOF')],
    ['a picture of which the rest is missing', pngOf(400, 300)],
    ['a TIFF', Buffer.from('49492a0008000000', 'hex')],
    ['nothing', Buffer.alloc(0)],
  ])('is none of %s', async (_, bytes) => {
    expect(await drawGoods(bytes)).toBeNull()
  })
})

const svg = (inside: string, head = 'viewBox="0 0 200 40"') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${head}>${inside}</svg>`)
const CIRCLE = '<circle cx="20" cy="20" r="18" fill="#0b6e4f"/>'

async function mark(bytes: Uint8Array) {
  const answer = await drawLogo(bytes)
  if (answer.status === 'refused') return answer.why
  const { format, width, height } = await sharp(answer.png).metadata()
  return { format, width, height }
}

describe('a logo', () => {
  it('is a PNG in three pixels to one, also of a drawing that is small', async () => {
    expect(await mark(svg(CIRCLE))).toEqual({ format: 'png', width: 480, height: 96 })
    expect(await mark(svg(CIRCLE, 'width="10" height="2" viewBox="0 0 200 40"'))).toEqual({
      format: 'png',
      width: 480,
      height: 96,
    })
    expect(await mark(await paint(3_000, 300).jpeg().toBuffer())).toMatchObject({ width: 600 })
    expect(await mark(await paint(60, 20).png().toBuffer())).toMatchObject({ width: 60 })
  })

  it('keeps what is transparent in it', async () => {
    const answer = await drawLogo(svg(CIRCLE))
    if (answer.status === 'refused') throw new Error(answer.why)
    const { channels, data } = await sharp(answer.png)
      .raw()
      .toBuffer({ resolveWithObject: true })
      .then(({ data, info }) => ({ data, channels: info.channels }))
    expect([channels, data[3]]).toEqual([4, 0])
  })

  it('keeps nothing of a drawing that runs, or that leads elsewhere', async () => {
    const hostile = svg(
      `<script>alert(1)</script><a href="javascript:alert(1)">${CIRCLE}</a>` +
        '<image href="http://127.0.0.1:9/x.png" width="9" height="9"/>' +
        '<image href="file:///etc/hostname" width="9" height="9"/>',
    )
    const answer = await drawLogo(hostile)
    if (answer.status === 'refused') throw new Error(answer.why)
    expect(Buffer.from(answer.png).toString('latin1')).not.toMatch(/script|javascript|127\.0/)
  })

  it('is refused with its letters as text, for who has the font is not known', async () => {
    expect(await mark(svg('<text y="20">Alder</text>'))).toContain('outlines')
    expect(await mark(svg('<g><svg:text x="1">Alder</svg:text></g>'))).toContain('outlines')
  })

  it.each([
    ['a page', Buffer.from('<!doctype html><title>Logo</title>')],
    ['a script', Buffer.from('#!/bin/sh\n')],
    ['an empty file', Buffer.alloc(0)],
  ])('is none of %s', async (_, bytes) => {
    expect(await mark(bytes)).toBe('is no PNG, JPEG, WebP, GIF, AVIF or SVG')
  })

  it.each([
    ['without a size', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['larger than a machine has room for', svg(CIRCLE, 'width="100000" height="100000"')],
    [
      'that names the machine’s files',
      Buffer.from(
        `<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><desc>&a;</desc>${CIRCLE}</svg>`,
      ),
    ],
    [
      'whose few lines grow without end',
      Buffer.from(
        `<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">${'abcdefgh'
          .split('')
          .slice(1)
          .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefgh'[at]};`.repeat(10)}">`)
          .join(
            '',
          )}]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><desc>&h;</desc>${CIRCLE}</svg>`,
      ),
    ],
  ])('is refused %s', async (_, bytes) => {
    expect(typeof (await mark(bytes))).toBe('string')
  })
})
