/** Telephone numbers as people write them: '06-12 34 56 78', '+31 (0)6 12345678', '0800-2000'. */

const WRITTEN = /^\+?[0-9 ()./\u00A0\u2010-\u2013-]+$/

/**
 * The digits to call, with '+' where it was written; null where there is nothing to call, or no telling what:
 * an extension in words, two numbers in one. The '(0)' after a country code is not dialled (ITU-T E.123).
 */
export const callable = (written: string): string | null => {
  const text = written.trim()
  const digits = (text.startsWith('+') ? text.replace('(0)', '') : text).replace(/[^+0-9]/g, '')
  return WRITTEN.test(text) && /^\+?[0-9]{3,15}$/.test(digits) ? digits : null
}
