/** The file a person chose or dropped: handed to the engine by reference, never read here. */
import { useRef } from 'react'
import type { DropZoneProps } from 'react-aria-components'
import type { RuggensteunError } from '../../../shared/errors.ts'
import { engine } from '../../client/engine.ts'
import { useAction } from '../../ui/use-action.ts'

export const FILE_TYPES = [
  '.csv',
  '.tsv',
  '.txt',
  '.xlsx',
  '.xml',
  '.edexml',
  '.edx',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]

export interface ImportFile {
  readonly busy: boolean
  readonly error: RuggensteunError | null
  readonly open: (file: File | undefined) => void
  /** The same file again, with quotes as letters. */
  readonly readAnyway: () => void
}

export const useImportFile = (): ImportFile => {
  const action = useAction()
  const chosen = useRef<File | null>(null)
  const read = (looseQuotes: boolean): void => {
    const file = chosen.current
    if (file)
      action.run(() =>
        engine().send({ kind: 'open-import', name: file.name.slice(0, 300), file, looseQuotes }),
      )
  }
  return {
    busy: action.busy,
    error: action.error,
    open: (file) => {
      if (!file) return
      chosen.current = file
      read(false)
    },
    readAnyway: () => read(true),
  }
}

type Dropped = Parameters<NonNullable<DropZoneProps['onDrop']>>[0]
export const droppedFile = async ({ items }: Dropped): Promise<File | undefined> => {
  const item = items.find(({ kind }) => kind === 'file')
  return item?.kind === 'file' ? item.getFile() : undefined
}
