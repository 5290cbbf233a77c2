/** What is encoded at once, so that the page answers in between. Multiples of 3 bytes fit together as base64. */
export const PIECE = 3 * 128 * 1024;

/** A file as base64, for the core to read. */
export async function base64(file: Blob, unreadable: string): Promise<string> {
  const pieces: string[] = [];
  for (let start = 0; start < file.size; start += PIECE)
    pieces.push(await encoded(file.slice(start, start + PIECE), unreadable));
  return pieces.join('');
}

function encoded(piece: Blob, unreadable: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => reject(new Error(unreadable));
    reader.readAsDataURL(piece);
  });
}
