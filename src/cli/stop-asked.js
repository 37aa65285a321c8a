/**
 * SIGTERM and SIGINT from the first line on. Until something runs that has to be finished, the
 * process ends at once and well: what a start had begun is gone on with by the next one.
 */
let onStop = () => process.exit(0)

export function heedStop() {
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => onStop())
}

/**
 * From here on whoever asked for it stops by itself.
 * @returns {Promise<void>}
 */
export const stopAsked = () =>
  new Promise((resolve) => {
    onStop = () => resolve()
  })
