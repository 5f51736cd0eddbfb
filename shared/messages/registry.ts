/** Every kind of message there is. Whatever goes through all kinds reads it here. */
import type { z } from 'zod'
import { fromUtf8, utf8 } from '../encoding.ts'
import { answer } from './answer.ts'
import { coordination } from './coordination.ts'
import { receiptSummary } from './receipt-summary.ts'
import { disclosure } from './disclosure.ts'
import { asList, type Compact } from './layout.ts'
import { linieRequest } from './linie-request.ts'
import { obstacle } from './obstacle.ts'
import { obstacleReply } from './obstacle-reply.ts'
import { outcome } from './outcome.ts'
import { receipt } from './receipt.ts'
import { seen } from './seen.ts'
import { unnamedAnswer } from './unnamed-answer.ts'
import { signal } from './signal.ts'
import { conversation } from './conversation.ts'
import { link } from './link.ts'

export const MESSAGES = {
  signal,
  answer,
  receipt,
  outcome,
  conversation,
  seen,
  'unnamed-answer': unnamedAnswer,
  coordination,
  'receipt-summary': receiptSummary,
  disclosure,
  link,
  'linie-request': linieRequest,
  obstacle,
  'obstacle-reply': obstacleReply,
} as const
export type Kind = keyof typeof MESSAGES

export type EventContent = z.infer<(typeof MESSAGES)[Kind]['content']>

export const packContent = (content: EventContent): Compact => MESSAGES[content.type].pack(content)

/** Null for anything that is no content of this version. Never throws. */
export const readContent = (compact: unknown): EventContent | null => {
  try {
    const fields = asList(compact)
    const type = Object.values(MESSAGES).find(({ code }) => code === fields[0])
    return type ? (type.content.safeParse(type.unpack(fields)).data ?? null) : null
  } catch {
    return null
  }
}

/** What a device signs: what it says, and as which of its own messages. */
export interface Message {
  readonly deviceId: string
  /** Goes up by one with every message of this device, from 1. Of two with one number the first in the log counts. */
  readonly counter: number
  readonly content: EventContent
}

/** JSON in UTF-8: an array of device, counter and the compact form of the content. */
export const encodeMessage = ({ deviceId, counter, content }: Message): Uint8Array =>
  utf8(JSON.stringify([deviceId, counter, packContent(content)]))

const isCounter = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1

/** Null for anything that is no message of this version. Never throws. */
export const decodeMessage = (bytes: Uint8Array): Message | null => {
  try {
    const [deviceId, counter, compact, ...more] = asList(JSON.parse(fromUtf8(bytes)))
    if (typeof deviceId !== 'string' || !isCounter(counter) || more.length > 0) return null
    const content = readContent(compact)
    return content && { deviceId, counter, content }
  } catch {
    return null
  }
}
