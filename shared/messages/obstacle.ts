/** A knelpunt as it was raised, passed up or sent again: `raisedOn` stays, and the words with it. */
import { z } from 'zod'
import { ObstacleKind, ObstacleLevel, ObstacleRef, ObstacleText } from '../domain/obstacle.ts'
import { choice, day, moment, text, wijk } from './layout.ts'
import { messageType } from './message-type.ts'

export const obstacle = messageType('obstacle', 11, 'obstacle', {
  sentAt: moment,
  ref: text(ObstacleRef),
  level: choice(ObstacleLevel),
  kind: choice(ObstacleKind),
  text: text(ObstacleText),
  neighbourhood: wijk,
  raisedOn: day(z.iso.date()),
  answerBy: day(z.iso.date()),
})
export type ObstacleContent = z.infer<typeof obstacle.content>
