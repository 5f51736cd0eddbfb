/**
 * What others typed, fit for a terminal: a name with a line end or an escape in it could write what is about
 * to be signed.
 */

/** Control characters, and those that turn the direction of a line, are shown as a box. */
export const onOneLine = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '□')
