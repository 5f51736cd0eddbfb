import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// electron-store imports 'electron': inlined, so that a test's own mock of electron reaches it.
const inlined = { deps: { inline: ['electron-store'] } }

export default defineConfig({
  plugins: [react()],
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'node', include: ['test/**/*.test.ts'], environment: 'node', server: inlined },
      },
      { extends: true, test: { name: 'dom', include: ['test/**/*.test.tsx'], environment: 'jsdom' } },
    ],
  },
})
