import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string): string => resolve(import.meta.dirname, path)
// Everything is bundled: the package holds out/ and package.json and no node_modules.
const nodeSide = (entry: string, outDir: string) => ({
  build: {
    externalizeDeps: false,
    outDir: at(outDir),
    rolldownOptions: {
      input: { index: at(entry) },
      output: { format: 'cjs' as const, entryFileNames: '[name].cjs' },
    },
  },
})

export default defineConfig({
  main: nodeSide('electron/main.ts', 'out/main'),
  preload: nodeSide('electron/preload.ts', 'out/preload'),
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: at('out/renderer'),
      minify: true,
      chunkSizeWarningLimit: 1200,
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
})
