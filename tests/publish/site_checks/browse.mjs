// Looks at pages of a built site in headless Chromium. Reads one JSON object from standard input:
//   tools     the folder with node_modules
//   chromium  the browser's path
//   http      the address under which the site is served, ending with /
//   file      the site's folder as a file: address, ending with /
//   pages     paths of pages, relative to the site
//   widths, schemes   the viewports' widths and colour schemes for axe
// and writes a JSON array with one object a page: what is named below.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const job = JSON.parse(readFileSync(0, 'utf8'));
const require = createRequire(`${job.tools}/package.json`);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const HEIGHT = 900;
const MOST_TABS = 1500;

const browser = await chromium.launch({
  executablePath: job.chromium,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
});

// A page of its own context, with all that it asks for and complains about.
async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: HEIGHT }, ...options });
  const seen = { requests: [], faults: [], dialogs: 0 };
  context.on('request', request => seen.requests.push(request.url()));
  const page = await context.newPage();
  page.on('pageerror', error => seen.faults.push(String(error)));
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) seen.faults.push(message.text());
  });
  page.on('dialog', dialog => { seen.dialogs += 1; dialog.dismiss(); });
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForTimeout(50);
  return { context, page, seen };
}

// What a reader finds: heading, links, text; and whether there are filters, whose labels count as text.
const shown = () => ({
  heading: document.querySelector('h1')?.innerText ?? '',
  links: [...document.querySelectorAll('main a[href]')].map(link => link.getAttribute('href')),
  letters: document.querySelector('main')?.innerText.length ?? 0,
  filters: document.querySelectorAll('main :is(input, select, button)').length,
});

// Everything that the keyboard must reach: what can take the focus and is visible; of radio buttons one a group.
const mark = () => {
  const wanted = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const groups = new Set();
  window.reachable = [...document.querySelectorAll(wanted)].filter(element => {
    if (element.tabIndex < 0 || element.disabled || element.type === 'hidden') return false;
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    if (element.type !== 'radio') return true;
    const first = !groups.has(element.name);
    groups.add(element.name);
    return first;
  });
  window.nodes = [...document.querySelectorAll('svg .node')].filter(node => node.checkVisibility());
  return [window.reachable.length, window.nodes.length];
};
const focused = () => {
  const active = document.activeElement;
  return [window.reachable.findIndex(element => element === active || (element.type === 'radio'
    && element.name === active.name)),
  window.nodes.findIndex(node => node === active || node.contains(active) || active.contains?.(node)
    && active !== document.body)];
};
const described = ([places, list]) => places.map(place => window[list][place].outerHTML.slice(0, 160));

async function tabbed(page) {
  const [count, nodes] = await page.evaluate(mark);
  const reached = new Set(), nodesReached = new Set();
  const most = Math.min(count + 5, MOST_TABS);
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press('Tab');
    const [place, node] = await page.evaluate(focused);
    reached.add(place);
    nodesReached.add(node);
  }
  const missing = (all, found) => [...Array(all).keys()].filter(place => !found.has(place));
  const unreached = [];
  if (count + 5 <= MOST_TABS) {
    unreached.push(...await page.evaluate(described, [missing(count, reached), 'reachable']));
    unreached.push(...await page.evaluate(described, [missing(nodes, nodesReached), 'nodes']));
  }
  return { nodes, unreached };
}

async function looked(path) {
  const found = { page: path };
  // Over HTTP, as the first visitor: requests, complaints, first paint, the keyboard, no sideways scrolling.
  {
    const { context, page, seen } = await open(job.http + path);
    const paint = await page.evaluate(() =>
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null);
    Object.assign(found, seen, { paint, withScript: await page.evaluate(shown), ...await tabbed(page) });
    found.escaped = await page.evaluate(() => window.escaped ?? null);
    await context.close();
  }
  // From disk, without scripts.
  {
    const { context, page, seen } = await open(job.file + path, { javaScriptEnabled: false });
    found.fileRequests = seen.requests;
    found.withoutScript = await page.evaluate(shown);
    await context.close();
  }
  // From disk, with scripts.
  {
    const { context, seen } = await open(job.file + path);
    found.fileRequests.push(...seen.requests);
    found.fileFaults = seen.faults;
    await context.close();
  }
  found.axe = [];
  found.wide = [];
  for (const width of job.widths) {
    const { context, page } = await open(job.http + path, { viewport: { width, height: HEIGHT } });
    await page.evaluate(axe);
    for (const colorScheme of job.schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(30);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      for (const { id, nodes } of violations) {
        found.axe.push(`${id} at ${width} px, ${colorScheme}: ${nodes.length} times, first ${nodes[0].html.slice(0, 160)} `
          + nodes[0].failureSummary.replace(/\s+/g, ' ').slice(0, 200));
      }
    }
    const over = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    if (over > 0) found.wide.push(`${over} px wider than ${width}`);
    await context.close();
  }
  return found;
}

const results = [];
const waiting = [...job.pages];
await Promise.all([1, 2].map(async () => {
  while (waiting.length) {
    const path = waiting.shift();
    results.push(await looked(path).catch(error => ({ page: path, broken: String(error) })));
  }
}));
await browser.close();
process.stdout.write(JSON.stringify(results));
