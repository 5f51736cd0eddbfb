/** The package has no types of its own. */
declare module 'siphash' {
  const siphash: {
    /** `key`: four words, little-endian. The result as its high and its low word. */
    hash(key: Uint32Array, message: Uint8Array): { readonly h: number; readonly l: number }
  }
  export default siphash
}
