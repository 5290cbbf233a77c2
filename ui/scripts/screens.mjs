// Takes pictures of every screen of the built page: `npm run screens -- OUT`. A plain browser shows the page with
// answers that the core gave (`screens/recorded.json`, made by `cargo run -p tests --bin record_screens`). A command
// without an answer fails the run: the picture would show an error instead of the screen.
import { createServer } from 'node:http';
import { mkdir, readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { screens } from './screens/list.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [out, only = ''] = process.argv.slice(2);
if (!out) throw new Error('npm run screens -- OUT [NAME]');
const dist = process.env.DIST ?? here('../dist');
const recorded = JSON.parse(await readFile(here('./screens/recorded.json'), 'utf8'));
const kinds = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** A usual window, all of a long page, the smallest window, and the smallest window with text at 200 %. */
const sizes = [
  ['usual', 1180, 760],
  ['tall', 1180, 2400],
  ['narrow', 960, 640],
  ['doubled', 480, 2400],
];

/** What the core answered in a situation: each builds on those before. */
function answersOf(screen, theme) {
  const answers = {};
  for (const situation of recorded.situations) {
    Object.assign(answers, structuredClone(situation.answers));
    if (situation.name === screen.situation) break;
  }
  const partner_id = answers.partner_open?.id ?? null;
  answers.app_start.last = { partner_id, route: screen.route };
  answers.app_start.settings.theme = theme;
  answers.rehearsal_read = answers.rehearsal_view;
  screen.change?.(answers);
  return answers;
}

/** Serves the page with the answers that `hold` holds; gives the address. */
async function serve(hold) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    if (path === '/recorded.json') return response.end(JSON.stringify(hold.answers));
    if (path === '/painted') return response.end();
    const file = join(dist, normalize(path === '/' ? '/index.html' : path));
    const body = await readFile(file).catch(() => null);
    response.writeHead(body ? 200 : 404, {
      'content-type': kinds[extname(file)] ?? 'application/octet-stream',
    });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

/** Runs in the page before its own scripts: the time of the recording, and a list of what had no answer. */
function prepare(at) {
  const Real = Date;
  window.Date = class extends Real {
    constructor(...given) {
      super(...(given.length ? given : [at]));
    }
    static now() {
      return at;
    }
  };
  window.unanswered = [];
  const read = Response.prototype.json;
  Response.prototype.json = async function () {
    return new Proxy(await read.call(this), {
      get(all, name) {
        if (typeof name === 'string' && name !== 'then' && !(name in all)) window.unanswered.push(name);
        return all[name];
      },
    });
  };
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

const faults = [];
let count = 0;
async function take(browser, hold, address, screen, theme) {
  hold.answers = answersOf(screen, theme);
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  await page.emulateTimezone('UTC');
  // The system has the other theme, so that the setting is what shows.
  const system = theme === 'system' ? 'dark' : theme === 'dark' ? 'light' : 'dark';
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: system }]);
  await page.setViewport({ width: 1180, height: 760 });
  await page.evaluateOnNewDocument(prepare, recorded.at);
  page.on('pageerror', (error) => faults.push(`${screen.name}: ${error.message}`));
  try {
    await page.goto(address, { waitUntil: 'networkidle0' });
    await page.waitForSelector('main h1, .blocked h1', { timeout: 5000 });
    await settled(page);
    for (const step of screen.steps ?? []) {
      if (step.size) await page.setViewport({ width: step.size[0], height: step.size[1] });
      else if (step.press) {
        for (const key of step.with ?? []) await page.keyboard.down(key);
        await page.keyboard.press(step.press);
        for (const key of step.with ?? []) await page.keyboard.up(key);
      } else if (step.type) await page.keyboard.type(step.type);
      else await page.locator(step.click).setTimeout(4000).click();
      await settled(page);
    }
    const shoot = async (size) => {
      await page.screenshot({
        optimizeForSpeed: true,
        path: join(out, `${screen.name}.${theme}.${size}.png`),
      });
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
    const all = await page.evaluate(() => [...new Set(window.unanswered)]);
    const unanswered = all.filter((name) => !screen.unanswered?.includes(name));
    if (unanswered.length > 0) faults.push(`${screen.name}: no answer to ${unanswered.join(', ')}`);
  } catch (error) {
    faults.push(`${screen.name}.${theme}: ${error.message}`);
  }
  await page.close().catch(() => undefined);
}

await mkdir(out, { recursive: true });
const waiting = screens
  .filter(({ name }) => only.split(',').some((part) => name.includes(part)))
  .flatMap((screen) => (screen.themes ?? ['light', 'dark']).map((theme) => ({ screen, theme })));
await Promise.all(
  Array.from({ length: 2 }, async () => {
    const browser = await launch();
    const hold = { answers: {} };
    const server = await serve(hold);
    const address = `http://127.0.0.1:${server.address().port}/`;
    for (let next = waiting.shift(); next; next = waiting.shift())
      await take(browser, hold, address, next.screen, next.theme);
    server.close();
    await browser.close();
  }),
);
console.log(`${count} pictures in ${out}`);
for (const fault of new Set(faults)) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
