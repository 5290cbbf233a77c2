import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The page carries its own sentences only; the core speaks the others. */
const ownTexts: Plugin = {
  name: 'own-texts',
  enforce: 'pre',
  transform(code, id) {
    if (!/[\\/]text[\\/][a-z-]+\.json$/.test(id)) return;
    const all = JSON.parse(code) as Record<string, string>;
    const own = Object.entries(all).filter(([key]) => key.startsWith('ui.'));
    return { code: JSON.stringify(Object.fromEntries(own)), map: null };
  },
};

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const app = { target: 'safari16', reportCompressedSize: false };
/** For pictures. The app is built without it. */
const gallery = {
  ...app,
  outDir: 'dist-gallery',
  rolldownOptions: { input: [here('./gallery.html'), here('./frame.html')] },
};

export default defineConfig(({ mode }) => ({
  plugins: [ownTexts, svelte(), svelteTesting()],
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
