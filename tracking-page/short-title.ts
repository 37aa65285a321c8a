/** A longer one makes a button that nobody reads to its end, and a heading of six lines. */
const TITLE_MAX = 60

export const shortTitle = (title: string | null | undefined): string | null =>
  title && title.length <= TITLE_MAX ? title : null
