// Compares two folders of pictures: `npm run screens:compare -- BEFORE AFTER`. Prints how many pixels differ in each
// that differs, writes a picture of the difference to AFTER/differences, and fails when there is one.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const [before, after] = process.argv.slice(2);
if (!before || !after) throw new Error('npm run screens:compare -- BEFORE AFTER');
const pictures = async (folder) => (await readdir(folder)).filter((name) => name.endsWith('.png'));
const names = [...new Set([...(await pictures(before)), ...(await pictures(after))])].sort();
let differing = 0;
for (const name of names) {
  const read = (folder) => readFile(join(folder, name)).catch(() => null);
  const [left, right] = await Promise.all([read(before), read(after)]);
  if (left && right && left.equals(right)) continue;
  if (!left || !right) {
    differing += 1;
    console.log(`${name}: only in ${left ? before : after}`);
    continue;
  }
  const [one, other] = [PNG.sync.read(left), PNG.sync.read(right)];
  const { width, height } = one;
  if (width !== other.width || height !== other.height) {
    differing += 1;
    console.log(`${name}: ${width}x${height} became ${other.width}x${other.height}`);
    continue;
  }
  const difference = new PNG({ width, height });
  const pixels = pixelmatch(one.data, other.data, difference.data, width, height, {
    threshold: 0,
    includeAA: true,
  });
  if (pixels === 0) continue;
  differing += 1;
  console.log(`${name}: ${pixels} pixels`);
  await mkdir(join(after, 'differences'), { recursive: true });
  await writeFile(join(after, 'differences', name), PNG.sync.write(difference));
}
console.log(`${names.length} pictures compared, ${differing} differ`);
process.exitCode = differing > 0 ? 1 : 0;
