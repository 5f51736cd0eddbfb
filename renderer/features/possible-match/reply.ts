import type { AnswerKind } from '../../../shared/domain/signal.ts'

/** The three replies of the screen; the last never leaves the device. */
export type Reply = Exclude<AnswerKind, 'perhaps-call-me'> | 'not-the-same'
