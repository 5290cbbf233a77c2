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

export default defineConfig({
  plugins: [ownTexts, svelte(), svelteTesting()],
  resolve: {
    alias: {
      $lib: fileURLToPath(new URL('./src/lib', import.meta.url)),
      $text: fileURLToPath(new URL('../text', import.meta.url)),
    },
  },
  server: { port: 1420, strictPort: true, fs: { allow: ['..'] } },
  build: { target: 'safari16', reportCompressedSize: false },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'], setupFiles: ['src/lib/testing.ts'] },
});
