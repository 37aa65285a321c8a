import { describe, expect, it } from 'vitest'
import { readBrandForm } from '../../src/console/brand-form.ts'
import { consoleApp, sampleOperations } from './console.ts'

const faultsOf = (form: Record<string, string>) =>
  readBrandForm({}, form).faults.map(({ field, message }) => `${field}: ${message}`)

describe('what is wrong with a brand', () => {
  it('is said as the form names it, in words', () => {
    expect(
      faultsOf({ links: 'Help | https://a.example/\nhttps://b.example/\nMail | ftp://c.example/' }),
    ).toEqual([
      'links, line 2, the name before the bar: must not be empty',
      'links, line 3, the URL behind it: an http(s) URL',
    ])
    expect(faultsOf({ footer: 'x'.repeat(501) })).toEqual([
      'footer: must have at most 500 characters',
    ])
    expect(faultsOf({ support_email: 'ada' })).toEqual(['support_email: must be an e-mail address'])
    expect(faultsOf({ 'hero.open': 'x'.repeat(301) })).toEqual([
      'hero open: must have at most 300 characters',
    ])
    expect(faultsOf({ links: 'a | https://a.example/\n'.repeat(6) })).toEqual([
      'links: must be at most 5',
    ])
  })
})

describe('a colour that is not drawn as it was given', () => {
  const page = async (brand: Record<string, string>, query = '?done=saved') => {
    const operations = { ...sampleOperations, readBrand: async () => brand }
    return (await consoleApp({ operations }).request(`/console/harbour/brand${query}`)).text()
  }
  const WORDS = 'In the nearest shade that can be read: color #ffff00 has 1.07 to 1 on #ffffff, #'

  it('is named once it is kept', async () => {
    expect(await page({ color: '#ffff00' })).toContain(WORDS)
    expect(await page({ color: '#ffff00' }, '')).not.toContain(WORDS)
    expect(await page({ color: '#0b6e4f', color_dark: '#5fd0a5' })).not.toContain(WORDS)
  })
})
