/** A file as base64, for the core to read. The browser encodes it beside the page, which stays free meanwhile. */
export function base64(file: Blob, unreadable: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = String(reader.result);
      // Of an empty file some browsers give no comma.
      const comma = url.indexOf(',');
      resolve(comma < 0 ? '' : url.slice(comma + 1));
    };
    reader.onerror = () => reject(new Error(unreadable));
    reader.readAsDataURL(file);
  });
}
