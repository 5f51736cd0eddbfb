import { writeFile } from 'node:fs/promises'
import { dialog, type BrowserWindow } from 'electron'

/**
 * The page as it prints, in the file a person chose; false where they chose none. Printed before the
 * question, so that a lock that comes meanwhile does not change what is saved. What is on it this process
 * never looks at.
 */
export async function savePdf(window: BrowserWindow, name: string): Promise<boolean> {
  const bytes = await window.webContents.printToPDF({
    pageSize: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
  })
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: name,
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
    properties: ['showOverwriteConfirmation', 'createDirectory', 'dontAddToRecent'],
  })
  if (canceled || filePath === '') return false
  await writeFile(filePath, bytes, { mode: 0o600 })
  return true
}
