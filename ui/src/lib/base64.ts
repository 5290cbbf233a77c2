/** A file as base64, for the core to read. */
export function base64(file: Blob, unreadable: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(new Error(unreadable));
    reader.readAsDataURL(file);
  });
}
