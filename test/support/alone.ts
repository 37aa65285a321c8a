/**
 * These change what all code of a process shares (`fetch`, the module graph), so each has a process
 * of its own; `test/alone.test.ts` finds a file that should be here. Those of the browser, and what
 * waits for processes, are here to begin first: they take longest, and one that began last would be
 * waited for.
 */
export const ALONE = [
  'test/channels/merchant-webhook.test.ts',
  'test/channels/pictures.test.ts',
  'test/channels/sendgrid.test.ts',
  'test/channels/twilio.test.ts',
  'test/console/browser.test.ts',
  'test/domain/silence-budget-unsettled.test.ts',
  'test/flows/killed.test.ts',
  'test/tracking-page/browser.test.ts',
  'test/tracking-page/everyone.test.ts',
  'test/tracking-page/live.test.ts',
  'test/worker/live.test.ts',
  'test/worker/view-log.test.ts',
]

/** What outlives a test file that shares its process with the next. */
const SHARED =
  /\bvi\.(?:mock|doMock|stubGlobal|stubEnv|useFakeTimers|setSystemTime)\(|'msw\/node'|\bprocess\.chdir\(|\b(?:process\.env|globalThis)(?:\.\w+|\[[^\]]+\])\s*\??\??=(?!=)|\bObject\.(?:assign|defineProperty)\((?:process\.env|globalThis)\b/

export const changesWhatIsShared = (source: string) => SHARED.test(source)
