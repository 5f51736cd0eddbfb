import { engine } from '../../client/engine.ts'

interface Recognised {
  readonly id: string
  readonly children: readonly { readonly childId: string }[]
}

/**
 * Says, or takes back, 'not the same' of every child that was recognised. Nothing of it leaves this device.
 */
export const sayNotTheSame = async ({ id, children }: Recognised, different: boolean): Promise<void> => {
  for (const { childId } of children)
    await engine().send({ kind: different ? 'not-the-same' : 'undo-not-the-same', signalId: id, childId })
}
