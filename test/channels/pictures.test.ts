import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type PictureSettings, pictureChannel } from '../../src/channels/pictures.ts'
import { readPicture } from '../../src/channels/read-picture.ts'
import { PICTURE_BYTES_MAX } from '../../src/domain/picture.ts'
import { avif, gif, heic, jpegOf, pngOf, svg, webp } from '../support/picture-samples.ts'

/** One name that passes for public here, so that what it leads to can be seen. */
vi.mock('../../src/channels/public-address.ts', async (actually) => {
  const actual = await actually<typeof import('../../src/channels/public-address.ts')>()
  const publicLookup = (lookup: LookupFunction): LookupFunction => {
    const guarded = actual.publicLookup(lookup)
    return (name, options, done) =>
      (name === 'shop.example' ? lookup : guarded)(name, options, done)
  }
  return { ...actual, publicLookup }
})

const toHere: LookupFunction = (_name, options, done) =>
  options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)

describe('the bytes of a picture', () => {
  it.each([
    ['a PNG', pngOf(3, 2), { kind: 'png', width: 3, height: 2 }],
    ['a GIF', gif, { kind: 'gif', width: 3, height: 2 }],
    ['a JPEG', jpegOf(), { kind: 'jpg', width: 5, height: 4 }],
    ['a JPEG that lies on its side', jpegOf(6), { kind: 'jpg', width: 4, height: 5 }],
    ['a WebP', webp, { kind: 'webp', width: 7, height: 6 }],
    ['an AVIF', avif, { kind: 'avif', width: 9, height: 8 }],
  ])('of %s say what it is, and how large', (_, bytes, what) => {
    expect(readPicture(bytes)).toMatchObject(what)
  })

  it.each([
    ['a drawing that may run script', svg],
    ['a format that browsers do not draw', heic],
    ['a page', Buffer.from('<!doctype html><title>Not found</title>')],
    ['nothing', Buffer.alloc(0)],
    ['a picture that was cut off', pngOf(3, 2).subarray(0, 12)],
    ['one without a pixel', pngOf(0, 2)],
    ['a few bytes that fill a memory', pngOf(40_000, 40_000).subarray(0, 200)],
  ])('are none of %s', (_, bytes) => {
    expect(readPicture(bytes)).toBeNull()
  })
})

describe('a picture over HTTP', () => {
  let server: Server
  let seen: IncomingMessage[]
  let answer: (response: ServerResponse, request: IncomingMessage) => void
  beforeEach(async () => {
    seen = []
    answer = (response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end(pngOf(3, 2))
    server = createServer((request, response) => {
      seen.push(request)
      answer(response, request)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const port = () => (server.address() as AddressInfo).port
  const fetchIt = (path = '/kettle.png', over: Partial<PictureSettings> = {}) =>
    pictureChannel({ allowPrivate: true, ...over }).fetch(
      path.startsWith('/') ? `http://127.0.0.1:${port()}${path}` : path,
    )

  it('is kept by what it is, whatever it is called, and tells nothing of us', async () => {
    const found = await fetchIt('/kettle.png#front')
    expect(found).toMatchObject({ status: 'fetched', kind: 'jpg', width: 3, height: 2 })
    expect(seen[0]?.url).toBe('/kettle.png')
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'connection',
      'host',
      'user-agent',
    ])
  })

  it.each([
    [404, false],
    [500, false],
    [429, false],
    [410, true],
    [204, false],
  ])('answered %i is asked for again, unless it is gone', async (status, isLasting) => {
    answer = (response) => response.writeHead(status).end()
    expect(await fetchIt()).toEqual({ status: 'failed', isLasting, why: `HTTP ${status}` })
  })

  it('is none where it is a page, and is not asked for again', async () => {
    answer = (response) => response.writeHead(200, { 'content-type': 'image/png' }).end(svg)
    expect(await fetchIt()).toMatchObject({ status: 'failed', isLasting: true })
  })

  it('is none where its header alone is one, and is not asked for again', async () => {
    answer = (response) => response.writeHead(200).end(gif)
    expect(await fetchIt()).toMatchObject({ why: 'it cannot be drawn', isLasting: true })
  })

  it('is read no further than a picture may be large, said or not', async () => {
    const chunk = Buffer.alloc(1024 * 1024)
    let sent = 0
    answer = (response) => {
      response.writeHead(200)
      const more = () => {
        while (sent < 40 && !response.destroyed) {
          sent += 1
          if (!response.write(chunk)) return void response.once('drain', more)
        }
        response.end()
      }
      more()
    }
    const why = expect.stringContaining(`${PICTURE_BYTES_MAX}`)
    expect(await fetchIt('/')).toMatchObject({ isLasting: true, why })
    expect(sent).toBeLessThan(40)

    answer = (response) =>
      void response.writeHead(200, { 'content-length': PICTURE_BYTES_MAX + 1 }).write('a')
    expect(await fetchIt()).toMatchObject({ isLasting: true, why })
  })

  it('is waited for only so long, all of it', async () => {
    const hasty = { timeoutMs: 300 }
    answer = () => {}
    expect(await fetchIt('/', hasty)).toMatchObject({ isLasting: false, why: 'no answer in time' })
    answer = (response) => void response.writeHead(200, { 'content-length': '99' }).write('a')
    expect(await fetchIt('/', hasty)).toMatchObject({ isLasting: false, why: 'no answer in time' })
  })

  it('is followed a few times, and no further', async () => {
    answer = (response, { url = '' }) => {
      const left = Number(url.slice(1))
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end()
      else response.writeHead(200).end(pngOf(3, 2))
    }
    expect(await fetchIt('/3')).toMatchObject({ status: 'fetched' })
    expect(await fetchIt('/4')).toMatchObject({ why: 'it leads on too often', isLasting: true })
  })

  it.each(['file:///etc/passwd', 'gopher://shop.example/', 'http://'])(
    'leads to no other kind of address: %s',
    async (location) => {
      answer = (response) => response.writeHead(302, { location }).end()
      expect(await fetchIt()).toMatchObject({ status: 'failed', isLasting: true })
    },
  )

  it('is asked of no private address, by number, by name, or by a redirect', async () => {
    const guarded = { allowPrivate: false }
    expect(await fetchIt('/', guarded)).toMatchObject({ isLasting: true })
    expect(await fetchIt('http://169.254.169.254/latest', guarded)).toMatchObject({
      isLasting: true,
    })

    // A name that was public when it was looked at, and now leads here: DNS rebinding.
    const name = `http://rebound.example:${port()}/`
    const rebound = await fetchIt(name, { ...guarded, lookup: toHere })
    expect(rebound).toMatchObject({ why: expect.stringContaining('ADDRESS_REFUSED') })
    expect(seen).toHaveLength(0)
  })

  it.each(['http://10.0.0.1/', 'http://rebound.example/', 'http://localhost/'])(
    'is not followed from a public address to %s',
    async (location) => {
      answer = (response) => response.writeHead(302, { location }).end()
      const url = `http://shop.example:${port()}/`
      const found = await fetchIt(url, { allowPrivate: false, lookup: toHere })
      expect(found).toMatchObject({
        status: 'failed',
        why: expect.stringMatching(/ADDRESS_REFUSED|public internet/),
      })
      expect(seen).toHaveLength(1)
    },
  )
})
