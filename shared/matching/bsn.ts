/** Eleven test: sum of (9, 8, 7, 6, 5, 4, 3, 2, -1) x digit is a multiple of 11, and not all zero. */
export const isBsn = (text: string): boolean => {
  if (!/^[0-9]{9}$/.test(text) || text === '000000000') return false
  const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
  return weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0) % 11 === 0
}
