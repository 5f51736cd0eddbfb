import { expect, test } from 'vitest'
import { windowOptions } from '../../electron/window-options.ts'

const setting = {
  state: null,
  screens: [],
  isDark: false,
  isPackaged: true,
  preload: '/app/out/preload/index.cjs',
}

test('a window of ours keeps its page in the sandbox, away from Node and from other pages', () => {
  expect(windowOptions(setting).webPreferences).toEqual({
    preload: '/app/out/preload/index.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false,
  })
})

test('developer tools are there only while developing', () => {
  expect(windowOptions({ ...setting, isPackaged: false }).webPreferences?.devTools).toBe(true)
})

test('a window shows when it is painted, in the colour of its theme, under a title without a name', () => {
  expect(windowOptions(setting)).toMatchObject({
    show: false,
    title: 'Ruggensteun',
    backgroundColor: '#eef2ef',
    width: 1280,
    height: 800,
  })
  expect(windowOptions({ ...setting, isDark: true })).toMatchObject({ backgroundColor: '#0e1716' })
})
