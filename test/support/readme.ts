const ROW = /^\|\s*`[A-Z_]+`\s*\|.*\|$/

/** What the README's section "Variables" has too much, and what it lacks, against the given rows. */
export function variableDifferences(readme: string, rows: string[]) {
  const written = section(readme, 'Variables')
    .split('\n')
    .filter((line) => ROW.test(line))
    .map(squeeze)
  const wanted = rows.map(squeeze)

  return {
    missing: wanted.filter((row) => !written.includes(row)),
    surplus: written.filter((row) => !wanted.includes(row)),
  }
}

function section(readme: string, heading: string): string {
  const [, after = ''] = readme.split(new RegExp(`^#+ ${heading}\\s*$`, 'm'))
  return after.split(/^#+ /m)[0] ?? ''
}

/** Columns may be padded for the eye. */
function squeeze(row: string) {
  return row.replace(/\s+/g, ' ').trim()
}
