/** What a reader of a page reads, roughly: no tags, no styles, one kind of space. */
export const textOf = (html: string) =>
  html
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    .replace(/<span class="when">/g, '· ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('\u2060', '')
    .replace(/\s+/g, ' ')
    .replace(/ ,/g, ',')
