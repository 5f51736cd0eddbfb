/**
 * What came after protocol 1 was released, as text that stands behind the compact form: an older reader takes a
 * form with one place more for no content at all, and ignores this.
 */
import { z } from 'zod'
import { GOES_ON, MAX_MISSING, Onward } from '../domain/signal.ts'
import { base64urlOf, fromUtf8 } from '../encoding.ts'
import type { EventContent } from './registry.ts'

/** '' where there is nothing to add. */
export const encodeMore = (content: EventContent): string => {
  if (content.type === 'coverage' && content.missing) return JSON.stringify([content.missing.join('')])
  return content.type === 'outcome' && content.onward !== undefined && GOES_ON.includes(content.outcome)
    ? JSON.stringify([content.onward])
    : ''
}

const TAG_CHARACTERS = 6
/** Tags of four bytes, one after the other. */
const Missing = z
  .string()
  .max(MAX_MISSING * TAG_CHARACTERS)
  .refine((text) => text.length % TAG_CHARACTERS === 0)
  .transform((text) =>
    Array.from({ length: text.length / TAG_CHARACTERS }, (_, i) =>
      text.slice(i * TAG_CHARACTERS, (i + 1) * TAG_CHARACTERS),
    ),
  )
  .pipe(z.array(base64urlOf(4)))

/**
 * The content with what stands behind it; what does not read, or is of a later version, is passed over. Never
 * throws.
 */
export const decodeMore = (content: EventContent, text: Uint8Array): EventContent => {
  if (content.type !== 'coverage' && (content.type !== 'outcome' || !GOES_ON.includes(content.outcome)))
    return content
  try {
    if (content.type === 'coverage') {
      const [missing] = z.tuple([Missing], z.unknown()).parse(JSON.parse(fromUtf8(text)))
      return { ...content, missing }
    }
    const [onward] = z.tuple([Onward], z.unknown()).parse(JSON.parse(fromUtf8(text)))
    return { ...content, onward }
  } catch {
    return content
  }
}
