// Runs in the shopper's browser, on the order's page alone, and only adds: without it the page says
// and does the same. It copies a number, and brings in what changed without moving what is read.
;(() => {
  const { live, version, updated } = document.body.dataset
  const root = document.documentElement
  const main = document.querySelector('main')
  const news = document.querySelector('#news')
  const FOCUSABLE = 'a,button,summary,input'

  root.classList.add('scripted')
  if (navigator.clipboard) root.classList.add('copies')
  document.addEventListener('click', async ({ target }) => {
    if (target.closest('[data-print]')) print()
    const button = target.closest('[data-copy]')
    if (!button) return
    await navigator.clipboard.writeText(button.dataset.copy)
    button.textContent = button.dataset.copied
    news.textContent = button.dataset.copied
  })
  // A form that came in with news may not be posted from here: the page was served under a policy
  // without forms. Each has a page of its own at its address, and that one may.
  const mayPost = document.querySelector('form')
  document.addEventListener('submit', (event) => {
    if (mayPost) return
    event.preventDefault()
    location.assign(event.target.action)
  })
  if (!live || !window.EventSource) return

  let seen = version
  let wanted = version
  let source = null
  let isBusy = false
  // As served, before the reader opened anything: only what the server says anew has changed.
  const served = new Map(Array.from(main.children, (part) => [part.dataset.part, part.outerHTML]))
  root.style.overflowAnchor = 'none'

  const close = () => {
    source?.close()
    source = null
  }
  const open = () => {
    if (source || document.hidden) return
    source = new EventSource(live)
    source.addEventListener('version', ({ data }) => {
      wanted = data
      refresh()
    })
  }

  async function refresh() {
    if (isBusy) return
    isBusy = true
    while (wanted !== seen) {
      const asked = wanted
      try {
        const answer = await fetch(location.pathname)
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
        // The link was ended, or the fault is ours: what is shown stays.
        if (!answer.ok || !page.body.dataset.live) close()
        else merge(page)
        seen = asked
      } catch {
        break // no network: the stream comes again with it, and with the version
      }
    }
    isBusy = false
  }

  // What the reader has before their eyes keeps its place: the edge that can be seen, where the part
  // reaches out of the window.
  function keeping(change) {
    const part = [...main.children].find((one) => one.getBoundingClientRect().bottom > 0)
    const key = part?.dataset.part
    const edge = part?.getBoundingClientRect().top < 0 ? 'bottom' : 'top'
    const before = part?.getBoundingClientRect()[edge]
    change()
    const now = [...main.children].find((one) => one.dataset.part === key)
    if (now) scrollBy({ top: now.getBoundingClientRect()[edge] - before, behavior: 'instant' })
  }

  function merge(page) {
    const changed = []
    keeping(() => {
      const known = new Map(Array.from(main.children, (part) => [part.dataset.part, part]))
      let place = main.firstElementChild
      // A list of its own: what is taken over leaves the other document.
      for (const part of Array.from(page.querySelector('main').children)) {
        const key = part.dataset.part
        const html = part.outerHTML
        let node = known.get(key)
        known.delete(key)
        if (!node || served.get(key) !== html) {
          const next = document.adoptNode(part)
          if (node === place) place = next
          if (node) replace(node, next)
          node = next
          served.set(key, html)
          changed.push(next)
        }
        if (node === place) place = place.nextElementSibling
        else main.insertBefore(node, place)
      }
      for (const gone of known.values()) gone.remove()
    })
    document.querySelector('#as-of')?.replaceWith(page.querySelector('#as-of') ?? '')
    if (changed.length > 0) news.textContent = `${updated} ${changed.map(textOf).join(' ')}`
  }

  // The same things stay open, and the focus where it was.
  function replace(node, next) {
    const folds = next.querySelectorAll('details')
    node.querySelectorAll('details').forEach((one, at) => {
      if (folds[at]) folds[at].open = one.open
    })
    const at = [...node.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement)
    node.replaceWith(next)
    if (at >= 0) next.querySelectorAll(FOCUSABLE)[at]?.focus({ preventScroll: true })
  }

  function textOf(part) {
    const head = part.matches('h1') ? part : part.querySelector('h2')
    const latest = part.querySelector('.news li')
    return [head, latest].map((one) => one?.textContent.trim() ?? '').join(' ')
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()))
  open()
})()
