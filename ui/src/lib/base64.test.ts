import { base64 } from './base64';
import { expect, it, vi } from 'vitest';

it('gives every byte of a file, and nothing of an empty one', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  const text = await base64(new Blob([bytes], { type: 'image/png' }), 'unreadable');
  expect(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))).toEqual(bytes);
  expect(await base64(new Blob([]), 'unreadable')).toBe('');
});

it('says so when the file cannot be read', async () => {
  vi.spyOn(FileReader.prototype, 'readAsDataURL').mockImplementation(function (this: FileReader) {
    queueMicrotask(() => this.dispatchEvent(new ProgressEvent('error')));
  });
  await expect(base64(new Blob(['x']), 'The file could not be read')).rejects.toThrow('could not be read');
});
