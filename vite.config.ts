import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Relative, so that the built page works under any path.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  // Sizes are held by scripts/budget.mjs, gzipped; Vite's own warning counts them unzipped.
  build: {
    target: 'es2022',
    manifest: true,
    chunkSizeWarningLimit: 1000,
    // Every browser of that target preloads modules by itself.
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', port: 4173 },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
    environment: 'node',
    // A busy machine is no fault of the code; what is slow shows in `npm run bench`.
    testTimeout: 60_000,
  },
})
