/** Path of a Chromium, Chrome or Edge on this machine, or null. */
export const findChromium: () => string | null
