import { expect, test } from 'vitest'
import { callable } from '../../../shared/domain/written-number.ts'

test.each([
  ['06-12 34 56 78', '0612345678'],
  ['(050) 123 45 67', '0501234567'],
  ['+31 6 1234 5678', '+31612345678'],
  ['+31 (0)6 12345678', '+31612345678'],
  ['0031.6.12345678', '0031612345678'],
  ['0800-2000', '08002000'],
  ['112', '112'],
  ['14 0596', '140596'],
  [' 06\u201112345678 ', '0612345678'],
])('%s is called as %s', (written, digits) => expect(callable(written)).toBe(digits))

test.each([
  '',
  'geen',
  '12',
  '050-1234567 toestel 12',
  '06-12345678 / 050-1234567',
  '06-12345678 of 112',
  '06+12345678',
  '++31612345678',
  '*21*0612345678#',
  '112,1',
  '112;ext=1',
  '112?x',
  '112\n113',
  'tel:112',
  '٠٦١٢٣٤٥٦٧٨',
])('nothing is called where it says %j', (written) => expect(callable(written)).toBeNull())
