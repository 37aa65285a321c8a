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
    const focused = document.activeElement
    const home = [...main.children].findIndex((part) => part.contains(focused))
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
    if (home >= 0 && !main.contains(focused)) follow(focused, home)
    document.querySelector('#as-of')?.replaceWith(page.querySelector('#as-of') ?? '')
    if (changed.length > 0) news.textContent = `${updated} ${changed.map(textOf).join(' ')}`
  }

  // The same things stay open, and the focus on the same thing: by what it is and not by its place,
  // for news brings new controls before it.
  function replace(node, next) {
    for (const one of node.querySelectorAll('details')) {
      const fold = next.querySelector(`details[data-fold="${one.dataset.fold}"]`)
      if (fold) fold.open = one.open
    }
    const focused = node.contains(document.activeElement) && document.activeElement
    const key = focused && keyOf(focused)
    node.replaceWith(next)
    if (focused) focus([...next.querySelectorAll(FOCUSABLE)].find((one) => keyOf(one) === key))
  }

  // Its part, or the thing itself, is gone. The same thing may stand in another part (what waited is
  // in a package now); else the reader goes on where they were, and not at the top.
  function follow(focused, home) {
    const key = keyOf(focused)
    const same = [...main.querySelectorAll(FOCUSABLE)].find((one) => keyOf(one) === key)
    const part = main.children[Math.min(home, main.children.length - 1)]
    if (!same) part.tabIndex = -1
    focus(same ?? part)
  }

  const focus = (one) => one?.focus({ preventScroll: true })
  const keyOf = (one) =>
    [
      one.tagName,
      one.closest('details')?.dataset.fold,
      one.dataset.copy ?? one.getAttribute('href') ?? one.form?.action,
      one.name,
      one.value,
    ].join(' ')

  function textOf(part) {
    const head = part.matches('h1') ? part : part.querySelector('h2')
    const latest = part.querySelector('.news li')
    const words = [head, ...(latest?.children ?? [])].map((one) => one?.textContent.trim())
    return words.filter(Boolean).join(' ')
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()))
  open()
})()
