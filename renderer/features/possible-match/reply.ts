import type { AnswerKind } from '../../../shared/domain/signal.ts'

/** The replies of the screen; 'not-the-same' never leaves the device. */
export type Reply = Exclude<AnswerKind, 'perhaps-call-me'> | 'not-the-same'
