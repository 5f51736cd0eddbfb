import { afterEach, expect, test, vi } from 'vitest'
import type { Reach } from '../../../shared/bridge.ts'
import { webBridge } from '../../../renderer/bridge/web.ts'

const followed: string[] = []
vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
  followed.push(this.href)
})
const opened = vi.spyOn(window, 'open').mockReturnValue(null)
afterEach(() => {
  followed.length = 0
})

test('in a browser a number and an address are followed as a link, without a window', async () => {
  await webBridge().reach({ kind: 'call', number: '+31612345678' })
  await webBridge().reach({ kind: 'mail', address: 'k.haddad@welzijn.example' })
  expect(followed).toEqual(['tel:+31612345678', 'mailto:k.haddad@welzijn.example'])
  expect(opened).not.toHaveBeenCalled()
})

test.each<unknown>([
  { kind: 'call', number: 'javascript:alert(1)' },
  { kind: 'mail', address: 'a@b.nl?bcc=c@d.nl' },
  { kind: 'open', url: 'https://example.org/' },
])('nothing else is: %j', async (way) => {
  await expect(webBridge().reach(way as Reach)).rejects.toThrow()
  expect(followed).toEqual([])
})
