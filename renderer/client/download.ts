/** Hands a file to the browser's own downloads. */
export const download = (bytes: Uint8Array, name: string, type = 'application/octet-stream'): void => {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
