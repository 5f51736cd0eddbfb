/** What one level says to a knelpunt. */
import type { z } from 'zod'
import { ObstacleLevel, ObstacleRef, ObstacleText, Verdict } from '../domain/obstacle.ts'
import { choice, moment, text } from './layout.ts'
import { messageType } from './message-type.ts'

export const obstacleReply = messageType('obstacle-reply', 12, 'obstacle', {
  sentAt: moment,
  ref: text(ObstacleRef),
  level: choice(ObstacleLevel),
  verdict: choice(Verdict),
  text: text(ObstacleText),
})
export type ObstacleReplyContent = z.infer<typeof obstacleReply.content>
