import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measureAll } from '../../bench/promise/measure.ts'
import { isDay, parseCsv } from '../../bench/promise/read-rows.ts'
import { readSets } from '../../bench/promise/sets.ts'

describe('parseCsv', () => {
  it('reads quoted fields, and counts lines of another length', () => {
    expect(parseCsv('a,b\r\n1,"x, ""y"""\r\n2\r\n\r\n3,\n')).toEqual({
      rows: [
        { a: '1', b: 'x, "y"' },
        { a: '3', b: '' },
      ],
      bad: 1,
    })
  })

  it('knows a day from what looks like one', () => {
    expect(['2018-02-28', '2018-02-30', '', '28.2.2018'].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})

describe('a folder', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'promise-'))
    const write = (name: string, lines: string[]) => {
      const text = `${lines.join('\n')}\n`
      writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text)
    }
    write('dsc_first_eta_late.csv', [
      'report_id,company,din,first_seen,promised_on,actual_on,final_status',
      '1,Acme,11,2018-01-01,2018-02-01,2018-02-05,resolved',
      '2,Acme,12,2018-01-02,,2018-02-05,resolved',
      '3,Acme,13,2018-01-02,2018-02-01,,gone',
      '4,Acme,14,2018-01-03,2018-02-01,,active_confirmed',
      '5,Acme,15,2018-01-04,2018-02-31,,active_confirmed',
    ])
    write('dsc_eta_log_late.csv.gz', [
      'report_id,seen_on,promised_on,actual_on,status,company',
      '1,2018-01-01,2018-02-01,,active,Acme',
      '3,2018-01-02,2018-02-01,,active,Acme',
      '3,2018-01-20,2018-02-01,,avoided,Acme',
      '8,2017-12-12,2017-11-01,,active,Old',
      '8,2018-01-09,2018-03-01,2018-01-08,resolved,Old',
      '9,2017-12-12,2017-11-01,2017-11-09,resolved,Old',
    ])
    write('scms_late.csv', [
      'shipment,fulfil,vendor,quoted_on,promised_on,actual_on,promise_valid',
      'A,rdc,Depot,2012-01-01,2012-02-01,2012-02-03,1',
      'A,rdc,Depot,2012-01-01,2012-02-01,2012-02-03,1',
      'B,direct,Maker,2012-01-01,2012-02-01,2012-02-01,1',
      'C,direct,Maker,2012-03-01,2012-02-01,2012-02-01,0',
    ])
    write('olist_orders_late.csv', [
      'seller,status,quoted_on,ship_by,handed_on,promised_on,actual_on',
      's1,delivered,2017-01-01,2017-01-05,2017-01-06,2017-01-20,2017-01-15',
      's1,canceled,2017-01-01,2017-01-05,,2017-01-20,',
    ])
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const cases = (name: string) => readSets(folder).sets.find((set) => set.name === name)?.cases

  it('is read by the beginnings of its names, and what is missing is said', () => {
    expect(readSets(folder).sets.map(({ name }) => name)).toEqual([
      'DSC, all history',
      'DSC, from the first day',
      'SCMS RDC',
      'SCMS direct',
      'Olist ship-by',
      'Olist customer date',
    ])
    expect(readSets(folder).notes).toEqual(
      expect.arrayContaining([
        'scms_late.csv: 4 rows',
        'scms_late.csv: 1 rows left out, promise_valid is not 1',
        'scms_late.csv: 1 rows left out, further lines of one shipment',
        'dsc_first_eta_late.csv: 1 rows left out, no date was ever announced',
        'dsc_first_eta_late.csv: 1 rows left out, gone or avoided: not scored',
        'dsc_first_eta_late.csv: 1 rows left out, a day that is none',
        'olist_eta_only: no such file in the folder, skipped',
      ]),
    )
  })

  it('scores the first date announced, and what never came', () => {
    expect(cases('DSC, from the first day')).toEqual([
      expect.objectContaining({ promisedOn: '2018-02-01', closedOn: '2018-02-05' }),
      expect.objectContaining({ toldOn: '2018-01-03', closedOn: null }),
    ])
  })

  it('lets the rest of the log teach: what was open when it began, and what was avoided', () => {
    const imports = cases('DSC, all history')?.filter(({ isImport }) => isImport)

    expect(imports).toEqual([
      expect.objectContaining({
        toldOn: '2017-12-11',
        seenOn: '2017-12-12',
        promisedOn: '2017-11-01',
        closedOn: '2018-01-08',
      }),
      expect.objectContaining({ seenOn: '2017-12-12', closedOn: '2017-11-09' }),
      expect.objectContaining({ toldOn: '2018-01-02', cancelledOn: '2018-01-20', closedOn: null }),
    ])
  })

  it('is measured from end to end', () => {
    const results = measureAll(readSets(folder).sets)

    expect(results.length).toBeGreaterThan(6)
    expect(results.find(({ set }) => set === 'SCMS RDC')?.scores.learned).toMatchObject({
      promises: 1,
      added: 13,
      kept: 1,
    })
  })
})
