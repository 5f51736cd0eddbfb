/** Path of a Chromium, Chrome or Edge that can open a window here, or null. */
export const findWindowBrowser: () => string | null
/** Path of a browser for the tests, or null. The one that npm brings shows no window. */
export const findChromium: () => string | null
/** Path of a browser for the tests, which is installed where there is none. Throws Error with what to do. */
export const needChromium: () => Promise<string>
