// Takes pictures of every state of the gallery: `npm run screens -- OUT`, in Debian's Chromium. A command without an
// answer fails the run: the picture would show an error instead of the screen.
import { createServer } from 'node:http';
import { mkdir, readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [out, only = ''] = process.argv.slice(2);
if (!out) throw new Error('npm run screens -- OUT [NAME]');
const dist = process.env.DIST ?? here('../dist-gallery');
const kinds = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** A usual window, all of a long page, the smallest window, that with text at 200 %, and a large screen. */
const sizes = [
  ['usual', 1180, 760],
  ['tall', 1180, 2400],
  ['narrow', 960, 640],
  ['doubled', 480, 2400],
  ['wide', 2560, 1440],
];

async function serve() {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const file = join(dist, normalize(path));
    const body = await readFile(file).catch(() => null);
    response.writeHead(body ? 200 : 404, {
      'content-type': kinds[extname(file)] ?? 'application/octet-stream',
    });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

/** Runs in the page before its own scripts: nothing moves. */
function prepare() {
  addEventListener('DOMContentLoaded', () => {
    const still = document.createElement('style');
    still.textContent =
      '*, ::before, ::after { animation: none !important; transition: none !important; caret-color: transparent !important }';
    document.head.append(still);
  });
}

const launch = () =>
  puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    protocolTimeout: 20_000,
    args: [
      '--no-sandbox',
      '--lang=en-US',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
      // The same picture each time.
      '--disable-gpu',
      '--disable-lcd-text',
      '--disable-partial-raster',
      '--disable-skia-runtime-opts',
    ],
  });
const settled = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 60)),
  );

/** Every element at once as if the pointer, or the keyboard, was on it. */
async function force(session, states) {
  const { nodes } = await session.send('DOM.getFlattenedDocument', { depth: -1 });
  for (const { nodeId, nodeType } of nodes) {
    if (nodeType !== 1) continue;
    await session
      .send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: states })
      .catch(() => undefined);
  }
}

/** The gallery's list. Errors differ in their sentence alone: one of them stands for all. */
async function statesOf(browser, address) {
  const page = await browser.newPage();
  await page.goto(`${address}/gallery.html`);
  await page.waitForSelector('[data-state]');
  const all = await page.$$eval('[data-state]', (links) => links.map((link) => ({ ...link.dataset })));
  await page.close();
  const firstError = all.find(({ group }) => group === 'errors');
  return all.filter(
    ({ group, state }) => group !== 'errors' || state === firstError?.state || state.startsWith('blocked'),
  );
}

const faults = [];
let count = 0;
async function take(browser, address, { state, size: opening }, theme) {
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  await page.emulateTimezone('UTC');
  // The system has the other theme, so that the setting is what shows.
  const system = theme === 'dark' ? 'light' : 'dark';
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: system }]);
  const [width, height] = (opening ?? '1180 760').split(' ').map(Number);
  await page.setViewport({ width, height });
  await page.evaluateOnNewDocument(prepare);
  page.on('pageerror', (error) => faults.push(`${state}: ${error.message}`));
  try {
    await page.goto(`${address}/frame.html?state=${state}&theme=${theme}`, { waitUntil: 'networkidle0' });
    await page.waitForSelector('[data-opened]', { timeout: 10_000 });
    await settled(page);
    const shoot = async (size) => {
      await page.screenshot({ optimizeForSpeed: true, path: join(out, `${state}.${theme}.${size}.png`) });
      count += 1;
    };
    // Layout is the same in both themes: the dark one is shown in two sizes.
    for (const [size, width, height] of theme === 'dark' ? sizes.slice(0, 2) : sizes) {
      await page.setViewport({ width, height });
      await settled(page);
      await shoot(size);
      if (size !== 'tall' || theme !== 'light') continue;
      await session.send('DOM.enable');
      await session.send('CSS.enable');
      for (const [name, states] of [
        ['hover', ['hover']],
        ['focus', ['focus', 'focus-visible']],
      ]) {
        await force(session, states);
        await shoot(name);
      }
      await force(session, []);
    }
    const fault = await page.evaluate(() => document.documentElement.dataset.fault);
    if (fault) faults.push(`${state}: ${fault}`);
  } catch (error) {
    faults.push(`${state}.${theme}: ${error.message}`);
  }
  await page.close().catch(() => undefined);
}

await mkdir(out, { recursive: true });
const server = await serve();
const address = `http://127.0.0.1:${server.address().port}`;
const browsers = await Promise.all([launch(), launch()]);
const waiting = (await statesOf(browsers[0], address))
  .filter(({ state }) => only.split(',').some((part) => state.includes(part)))
  .flatMap((state) => ['light', 'dark'].map((theme) => ({ state, theme })));
await Promise.all(
  browsers.map(async (browser) => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await take(browser, address, next.state, next.theme);
    await browser.close();
  }),
);
server.close();
console.log(`${count} pictures in ${out}`);
for (const fault of new Set(faults)) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
