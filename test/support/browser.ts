import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

const LESS = ['--disable-quic', '--no-first-run', '--disable-background-networking']
/**
 * Left out of its default arguments: one process for everything ends with the first closed page, and
 * without the same-origin policy a test of our headers would prove nothing.
 */
const dropped = new Set([
  '--single-process',
  '--no-zygote',
  '--in-process-gpu',
  '--disable-web-security',
  '--allow-running-insecure-content',
])

/**
 * A headless browser, or null where none can start (a slim image lacks its system libraries):
 * those tests are then skipped, with one line that says what is missing.
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser | null> {
  const own = process.env.CHROMIUM_PATH
  try {
    return await playwright.launch({
      executablePath: own ?? (await chromium.executablePath()),
      headless: true,
      args: [...chromium.args.filter((one) => !dropped.has(one)), ...LESS, ...more],
    })
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const library = /lib[\w.+-]+\.so[\w.]*/.exec(text)?.[0]
    const reason = library ? `${library} is missing` : (text.split('\n')[0] ?? 'unknown')
    console.warn(`Browser tests skipped: ${reason}. CHROMIUM_PATH may name another Chromium.`)
    return null
  }
}
