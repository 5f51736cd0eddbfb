import type { AnswerKind } from '../../../shared/domain/signal.ts'

/** The three replies of the screen; the last never leaves the device. */
export type Reply = AnswerKind | 'not-the-same'
