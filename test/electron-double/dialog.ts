const unstubbed = (name: string) => async (): Promise<never> => {
  throw new Error(`electron-double: dialog.${name} was called but the test did not stub it`)
}

export const dialog = {
  showMessageBox: unstubbed('showMessageBox'),
  showOpenDialog: unstubbed('showOpenDialog'),
  showSaveDialog: unstubbed('showSaveDialog'),
  showErrorBox: (title: string, content: string): void => console.error(`${title}\n${content}`),
}
