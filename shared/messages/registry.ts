/** Every kind of message there is. Whatever goes through all kinds reads it here. */
import { z } from 'zod'
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

export const EventContent = z.discriminatedUnion('type', [
  signal.content,
  answer.content,
  receipt.content,
  outcome.content,
  talk.content,
  shield.content,
  coordination.content,
  coverage.content,
  disclosure.content,
  together.content,
  line.content,
  obstacle.content,
  obstacleReply.content,
])
export type EventContent = z.infer<typeof EventContent>

export const encodeContent = (content: EventContent): string =>
  JSON.stringify(MESSAGES[content.type].pack(content))

/** Null for anything that is no content of this version. Never throws. */
export const decodeContent = (text: string): EventContent | null => {
  try {
    const compact = asList(JSON.parse(text))
    const type = Object.values(MESSAGES).find(({ code }) => code === compact[0])
    return type ? (EventContent.safeParse(type.unpack(compact)).data ?? null) : null
  } catch {
    return null
  }
}
