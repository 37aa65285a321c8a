import { afterEach, expect, it } from 'vitest'
import { openSignals, type Signals } from '../../src/db/signals.ts'
import { onPostgres, urlOf } from '../support/databases.ts'

onPostgres('signals between processes', (open) => {
  const opened: Signals[] = []
  afterEach(async () => {
    for (const signals of opened.splice(0)) await signals.close()
  })
  const listener = (url: string, onSignal = () => {}) => {
    const signals = openSignals(url, onSignal, (error) => {
      throw error
    })
    opened.push(signals)
    return signals
  }

  it('reach another process that listens', async () => {
    const url = urlOf(await open())
    const heard = new Promise<string>((resolve) => {
      void listener(url, () => resolve('woken'))
        .ensure()
        .then(() => listener(url).tell())
    })
    expect(await heard).toBe('woken')
  })

  it('say nothing once they are closed', async () => {
    const signals = listener(urlOf(await open()))
    await signals.close()
    await expect(signals.tell()).resolves.toBeUndefined()
  })
})
