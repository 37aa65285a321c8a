/** What a screen reader says before what came in while the page was open. */
export const liveEn = { updated: 'Just in:' }
