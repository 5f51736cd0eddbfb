import type { ComponentType } from 'react'
import type { ParentsAdvice } from '../../shared/domain/parents-advice.ts'
import type { ClockView, ConversationView } from '../../shared/api/conversation.ts'

/** A conversation within another screen: the window puts it in, because one feature does not know another. */
export interface ConversationProps {
  readonly signalId: string
  readonly number: string
  readonly name: string
  readonly conversation: ConversationView
  readonly clock: ClockView | null
  readonly advice: ParentsAdvice
  readonly disappearsOn: string
}
export type ConversationSlot = ComponentType<ConversationProps>
