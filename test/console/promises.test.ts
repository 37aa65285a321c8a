import { expect, it } from 'vitest'
import { consoleApp, sampleOperations } from './console.ts'
import { promises } from './sample-promises.ts'

const open = async (path: string, operations = sampleOperations) =>
  (await consoleApp({ operations }).request(path)).text()

it('says what was kept against what was asked for, and who fell short, in words', async () => {
  const html = await open('/console/harbour/promises')

  expect(html).toContain('82.6 %') // 43 of 52, never rounded up
  expect(html).toContain('52 promises')
  expect(html).toContain('&lt;Pine&gt;')
  expect(html.match(/below 90 %/g)).toHaveLength(1)
  expect(html).toContain('no supplier named')
})

it('asks for the grouping that was chosen, and for suppliers where it knows none such', async () => {
  const asked: string[] = []
  const operations = {
    ...sampleOperations,
    readPromiseReport: async (_: string, { by }: { by: string }) => {
      asked.push(by)
      return promises
    },
  }
  await open('/console/harbour/promises?by=month', operations)
  await open('/console/harbour/promises?by=colour', operations)

  expect(asked).toEqual(['month', 'supplier'])
})

it('has an empty state that says when something counts', async () => {
  const nothing = { ...promises.total, promises: 0, pending: 0 }
  const operations = {
    ...sampleOperations,
    readPromiseReport: async () => ({ ...promises, total: nothing, groups: [] }),
  }

  expect(await open('/console/harbour/promises', operations)).toContain('No date was promised')
})
