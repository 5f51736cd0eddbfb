import { IDBFactory, IDBKeyRange, IDBTransaction } from 'fake-indexeddb'
import { afterEach, expect, test, vi } from 'vitest'
import { LocalStore } from '../../../renderer/engine/store/database.ts'

afterEach(() => vi.restoreAllMocks())

test('a disk that is full at one row of many is reported as full', async () => {
  const io = {
    indexedDB: new IDBFactory() as globalThis.IDBFactory,
    IDBKeyRange: IDBKeyRange as unknown as typeof globalThis.IDBKeyRange,
    random: (length: number) => new Uint8Array(length),
  }
  const store = await LocalStore.open('full', new Uint8Array(32), io)
  const inside = IDBTransaction.prototype as unknown as {
    _execRequestAsync: (asked: { operation: () => unknown }) => unknown
  }
  const execute = inside._execRequestAsync
  vi.spyOn(inside, '_execRequestAsync').mockImplementation(function (this: unknown, asked) {
    return execute.call(this, {
      ...asked,
      operation: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    })
  })
  await expect(
    store.write([
      { table: 'meta', key: 'cursor', value: 1 },
      { table: 'meta', key: 'chain', value: '' },
    ]),
  ).rejects.toMatchObject({ code: 'storage-full' })
  store.close()
})
