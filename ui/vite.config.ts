import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const app = { target: 'safari16', reportCompressedSize: false };
/** For pictures. The app is built without it. */
const gallery = {
  ...app,
  outDir: 'dist-gallery',
  rolldownOptions: { input: [here('./gallery.html'), here('./frame.html')] },
};

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), svelteTesting()],
  resolve: {
    alias: {
      $lib: here('./src/lib'),
      $text: here('../text'),
    },
  },
  server: { port: 1420, strictPort: true, fs: { allow: ['..'] } },
  build: mode === 'gallery' ? gallery : app,
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/lib/testing.ts'],
    // Nothing is timed here: a busy machine takes long for the rules of accessibility.
    testTimeout: 30_000,
  },
}));
