/**
 * What is to be pictured: `npm run pictures:page -- --locale=de lookup cancel-one`. No names means
 * all of them, and no locale the usual one.
 */
export function pictureRequest(usual: string, argv = process.argv.slice(2)) {
  const flag = '--locale='
  const locale = argv.find((one) => one.startsWith(flag))?.slice(flag.length) ?? usual
  return { locale, wanted: argv.filter((one) => !one.startsWith('--')) }
}
