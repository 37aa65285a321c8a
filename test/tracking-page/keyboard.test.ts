import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { type StateServer, serveStates } from '../support/state-server.ts'

const browser = await openBrowser()

/** Where it begins, what is typed on the way (a press of the space bar ticks), the button, the answer. */
const FORMS = [
  [
    'cancel-one',
    ['Found it elsewhere', ' '],
    'Cancel the Widget Pro',
    'The Widget Pro is cancelled.',
  ],
  ['delay-dated', [], 'Keep waiting', 'You keep waiting.'],
  ['consent', [], 'Cancel the Widget Pro', 'You keep waiting.'],
  ['split-choice', [], 'Ship it all together', 'Everything ships in one package.'],
  ['substitute-one', [], 'Take the Widget Mini', 'You chose the Widget Mini.'],
  ['choice', [], 'Keep waiting', 'You keep waiting.'],
  ['waitlist', [], 'Tell me when it is back', 'You are on the waiting list.'],
  ['inquiry', ['Can it come to my office?'], 'Send the question', 'We have it'],
  ['postcode', ['40003'], 'Show it', 'Your Widget Pro is being prepared.'],
  ['preferences', [' ', ' ', ' ', ' '], 'Save', 'What we send you'],
  ['feedback', [], '4, nearly', 'Thank you for your answer.'],
  ['feedback-asked', [], '5, exactly as you said', 'Thank you for your answer.'],
  ['lookup', ['1001', 'jon@example.com'], 'Find my order', 'Find your order'],
  ['unsubscribe', [], 'Stop these emails', 'These emails have stopped.'],
] as const

const TABS_MAX = 40

describe.skipIf(!browser)('every form, by keyboard alone', () => {
  let server: StateServer
  let page: Page
  beforeAll(async () => {
    server = await serveStates()
    page = await (browser as Browser).newPage({ javaScriptEnabled: false })
  })
  afterAll(async () => {
    await browser?.close()
    server.close()
  })

  it.each(FORMS)('%s', async (name, typed, button, answer) => {
    await page.goto(`${server.base}/${name}`)
    const wanted = [...typed]
    let at = await tab(page)
    for (let n = 0; n < TABS_MAX && at.name !== button; n += 1) {
      if (at.isField) await page.keyboard.type(wanted.shift() ?? '')
      at = await tab(page)
    }
    expect(at.name).toBe(button)
    expect(wanted).toEqual([])
    server.asked.length = 0
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])

    expect(server.asked[0]).toMatchObject({ method: 'POST', origin: server.base })
    const headline = (await page.locator('h1').textContent()) ?? ''
    expect(headline.replaceAll('\u00a0', ' ')).toContain(answer)
  })
})

/** One step on, and where that leads. */
async function tab(page: Page): Promise<{ name: string; isField: boolean }> {
  await page.keyboard.press('Tab')
  return page.evaluate(`(() => {
    const { tagName, textContent } = document.activeElement
    return { name: textContent.trim(), isField: /INPUT|TEXTAREA/.test(tagName) }
  })()`)
}
