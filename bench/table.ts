/** Columns as wide as their longest cell; the first to the left, figures to the right. */
export function printTable(head: string[], rows: string[][]) {
  const lines = [head, ...rows]
  const widths = head.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  for (const line of lines) {
    const cells = line.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
    )
    console.log(cells.join('   ').trimEnd())
  }
}
