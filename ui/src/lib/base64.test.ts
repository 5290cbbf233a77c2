import { base64, PIECE } from './base64';
import { expect, it, vi } from 'vitest';

it('gives every byte of a file, and nothing of an empty one', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  const text = await base64(new Blob([bytes], { type: 'image/png' }), 'unreadable');
  expect(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))).toEqual(bytes);
  expect(await base64(new Blob([]), 'unreadable')).toBe('');
});

it.each([PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 2])('gives a file of %i bytes as a whole', async (size) => {
  const text = 'harbour logo '.repeat(size).slice(0, size);
  const read = vi.spyOn(FileReader.prototype, 'readAsDataURL');
  expect(atob(await base64(new Blob([text]), 'unreadable')) === text).toBe(true);
  expect(Math.max(...read.mock.calls.map(([piece]) => piece.size))).toBeLessThanOrEqual(PIECE);
  read.mockRestore();
});

it('says so when the file cannot be read', async () => {
  vi.spyOn(FileReader.prototype, 'readAsDataURL').mockImplementation(function (this: FileReader) {
    queueMicrotask(() => this.dispatchEvent(new ProgressEvent('error')));
  });
  await expect(base64(new Blob(['x']), 'The file could not be read')).rejects.toThrow('could not be read');
});
