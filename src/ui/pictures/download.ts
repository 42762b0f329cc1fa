/** A file to the person's downloads, without a server. */

/** Long enough for a browser to have read the blob. */
const READ_BY = 60_000

export function download(what: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(what)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), READ_BY)
}
