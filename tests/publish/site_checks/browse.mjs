// Looks at pages of a built site in headless Chromium. Reads one JSON object from standard input:
//   tools     the folder with node_modules
//   chromium  the browser's path
//   http      the address under which the site is served, ending with /
//   file      the site's folder as a file: address, ending with /
//   pages     paths of pages, relative to the site
//   widths    the viewports' widths
//   thorough  whether axe looks at each page, in light and dark, and the keyboard goes through it
// and writes a JSON array with one object a page: what is named below, and the milliseconds of each look.
import { readFileSync } from 'node:fs';
import { HEIGHT, file, opened } from './browser.mjs';

const job = JSON.parse(readFileSync(0, 'utf8'));
const axe = readFileSync(file(job, 'axe-core/axe.min.js'), 'utf8');
const MOST_TABS = 3000;
const AT_ONCE = 2;
// The colour scheme changes colours only, so that in dark only the rules on them are asked again.
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

const { browser, tab } = await opened(job);

// What a reader finds: heading, links, text; and whether there are filters, whose labels count as text.
const shown = () => ({
  heading: document.querySelector('h1')?.innerText ?? '',
  links: [...document.querySelectorAll('main a[href]')].map(link => link.getAttribute('href')),
  letters: document.querySelector('main')?.innerText.length ?? 0,
  filters: document.querySelectorAll('main :is(input, select, button)').length,
});

// Everything that the keyboard must reach: what can take the focus and is visible; of radio buttons one a group.
// Whatever gets the focus from now on is kept.
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
  window.focused = new Set();
  document.addEventListener('focusin', event => window.focused.add(event.target));
  return [window.reachable.length, window.nodes.length];
};
const unreached = () => {
  const focused = [...window.focused];
  const radios = new Set(focused.filter(element => element.type === 'radio').map(element => element.name));
  const within = new Set();
  for (const element of focused)
    for (let node = element; node && node !== document.body; node = node.parentNode) within.add(node);
  return [
    ...window.reachable.filter(element => !window.focused.has(element)
      && !(element.type === 'radio' && radios.has(element.name))),
    ...window.nodes.filter(node => !within.has(node) && !focused.some(element => element.contains(node))),
  ].map(element => element.outerHTML.slice(0, 160));
};

// Presses Tab as often as it takes to go through the page. The presses are sent without waiting for each.
async function tabbed({ session, page }) {
  const [count, nodes] = await page.evaluate(mark);
  if (count + 5 > MOST_TABS) throw new Error(`${count} places for the keyboard: more than a test goes through`);
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
  const sent = [];
  for (let press = 0; press < count + 5; press += 1) {
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key }));
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }));
  }
  await Promise.all(sent);
  return { nodes, unreached: await page.evaluate(unreached) };
}

// What axe finds in the page as it is now.
async function violations(page, width, colorScheme) {
  const rules = colorScheme === 'dark' ? { runOnly: { type: 'rule', values: COLOUR_RULES } } : {};
  const found = await page.evaluate(
    options => window.axe.run(document, { resultTypes: ['violations'], ...options }), rules);
  return found.violations.map(({ id, nodes }) =>
    `${id} at ${width} px, ${colorScheme}: ${nodes.length} times, first ${nodes[0].html.slice(0, 160)} `
    + nodes[0].failureSummary.replace(/\s+/g, ' ').slice(0, 200));
}

async function looked(path, first, plain, scripted) {
  const found = { page: path, axe: [], wide: [], unreached: [], nodes: 0, took: {} };
  let before = performance.now();
  const took = name => {
    const now = performance.now();
    found.took[name] = (found.took[name] ?? 0) + Math.round(now - before);
    before = now;
  };
  // Over HTTP, as the first visitor: requests, complaints.
  const { page } = first;
  await page.setViewportSize({ width: job.widths[0], height: HEIGHT });
  await page.emulateMedia({ colorScheme: 'light' });
  const seen = await first.visit(job.http + path);
  const withScript = await page.evaluate(shown);
  Object.assign(found, seen, { withScript });
  found.escaped = await page.evaluate(() => window.escaped ?? null);
  took('visit');
  // The keyboard, no sideways scrolling, axe.
  if (job.thorough) {
    Object.assign(found, await tabbed(first));
    took('keyboard');
    await page.evaluate(axe);
  }
  for (const width of job.widths) {
    await page.setViewportSize({ width, height: HEIGHT });
    for (const colorScheme of job.thorough ? ['light', 'dark'] : []) {
      await page.emulateMedia({ colorScheme });
      found.axe.push(...await violations(page, width, colorScheme));
      took(`axe ${width} ${colorScheme}`);
    }
    const over = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    if (over > 0) found.wide.push(`${over} px wider than ${width}`);
  }
  took('widths');
  // From disk, without scripts and with them.
  found.fileRequests = (await plain.visit(job.file + path)).requests;
  found.withoutScript = await plain.page.evaluate(shown);
  const { requests, faults } = await scripted.visit(job.file + path);
  found.fileRequests.push(...requests);
  await scripted.page.evaluate(() => new Promise(requestAnimationFrame));
  found.fileFaults = faults;
  took('disk');
  return found;
}

const results = [];
const waiting = [...job.pages];
await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  const first = await tab(), plain = await tab({ javaScriptEnabled: false }), scripted = await tab();
  while (waiting.length) {
    const path = waiting.shift();
    results.push(await looked(path, first, plain, scripted).catch(error => ({ page: path, broken: String(error) })));
  }
}));
await browser.close();
process.stdout.write(JSON.stringify(results));
