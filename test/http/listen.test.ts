import { connect } from 'node:net'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { listen } from '../../src/http/listen.ts'

const HOST = '127.0.0.1'

/** An app whose one answer is given when the test says so. */
function slowApp() {
  let answer = () => {}
  let arrived = () => {}
  const began = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve
  })
  const app = new Hono().get('/', async (c) => {
    arrived()
    await mayAnswer
    return c.text('done')
  })
  return { app, began, answer }
}

describe('listen', () => {
  it('answers what is in flight before it closes, and takes nothing new', async () => {
    const { app, began, answer } = slowApp()
    const { port, close } = await listen(app, { host: HOST, port: 0 })
    const inFlight = fetch(`http://${HOST}:${port}/`)
    await began
    const closed = close(60_000)
    await expect(fetch(`http://${HOST}:${port}/`)).rejects.toThrow()
    answer()
    expect(await (await inFlight).text()).toBe('done')
    await closed
  })

  it('waits no longer than it is told to for who does not end', async () => {
    const { app, began } = slowApp()
    const { port, close } = await listen(app, { host: HOST, port: 0 })
    const cut = fetch(`http://${HOST}:${port}/`).then(
      () => 'answered',
      () => 'cut',
    )
    await began
    await close(20)
    expect(await cut).toBe('cut')
  })

  it('does not wait for a connection on which nothing is asked', async () => {
    const { port, close } = await listen(new Hono(), { host: HOST, port: 0 })
    const idle = connect(port, HOST)
    await new Promise((resolve) => idle.once('connect', resolve))
    await close(60_000)
    idle.destroy()
  })

  it('says why it cannot listen', async () => {
    const { port, close } = await listen(new Hono(), { host: HOST, port: 0 })
    await expect(listen(new Hono(), { host: HOST, port })).rejects.toThrow(/EADDRINUSE/)
    await close(1_000)
  })
})
