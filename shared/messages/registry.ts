/** Every kind of message there is. Whatever goes through all kinds reads it here. */
import type { z } from 'zod'
import { answer } from './answer.ts'
import { coordination } from './coordination.ts'
import { coverage } from './coverage.ts'
import { disclosure } from './disclosure.ts'
import { asList } from './layout.ts'
import { line } from './line.ts'
import { obstacle } from './obstacle.ts'
import { obstacleReply } from './obstacle-reply.ts'
import { outcome } from './outcome.ts'
import { receipt } from './receipt.ts'
import { shield } from './shield.ts'
import { signal } from './signal.ts'
import { talk } from './talk.ts'
import { together } from './together.ts'

export const MESSAGES = {
  signal,
  answer,
  receipt,
  outcome,
  talk,
  shield,
  coordination,
  coverage,
  disclosure,
  together,
  line,
  obstacle,
  'obstacle-reply': obstacleReply,
} as const
export type Kind = keyof typeof MESSAGES

export type EventContent = z.infer<(typeof MESSAGES)[Kind]['content']>

export const encodeContent = (content: EventContent): string =>
  JSON.stringify(MESSAGES[content.type].pack(content))

/** Null for anything that is no content of this version. Never throws. */
export const decodeContent = (text: string): EventContent | null => {
  try {
    const compact = asList(JSON.parse(text))
    const type = Object.values(MESSAGES).find(({ code }) => code === compact[0])
    return type ? (type.content.safeParse(type.unpack(compact)).data ?? null) : null
  } catch {
    return null
  }
}
