const OLDEST = [22, 18]

/**
 * One line for whoever started us with a Node that cannot run us, or null.
 * @param {string} version such as '24.21.0'
 * @returns {string | null}
 */
export function tooOld(version) {
  const [major, minor] = version.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return null

  return `Tidings needs Node ${OLDEST.join('.')} or later and this is ${version}: start it with "npm start", which brings its own.`
}
