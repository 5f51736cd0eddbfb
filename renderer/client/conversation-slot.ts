import type { ComponentType } from 'react'
import type { ClockView, ConversationView } from '../../shared/worker.ts'

/** A conversation within another screen: the window puts it in, because one feature does not know another. */
export interface ConversationProps {
  readonly signalId: string
  readonly number: string
  readonly name: string
  readonly conversation: ConversationView
  readonly clock: ClockView | null
  readonly disappearsOn: string
}
export type ConversationSlot = ComponentType<ConversationProps>
