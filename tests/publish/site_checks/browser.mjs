// Headless Chromium for the checks of a built site. A job is an object that has
//   tools     the folder with node_modules
//   chromium  the browser's path
//   http      the address under which the site is served, ending with /
//   widths    the viewports' widths
import { createRequire } from 'node:module';

export const HEIGHT = 900;

// The path of a file of a package.
export const file = (job, name) => createRequire(`${job.tools}/package.json`).resolve(name);

// A browser that finds no other host, and a function that opens tabs in it.
export async function opened(job) {
  const { chromium } = createRequire(`${job.tools}/package.json`)('playwright-core');
  const browser = await chromium.launch({
    executablePath: job.chromium,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });

  // A tab of its own context, with all that its page asks for and complains about; `visit` forgets what was
  // before, files kept for later too. Tabs are used for many pages: a window takes longer to open than a page.
  async function tab(options = {}) {
    const context = await browser.newContext({
      viewport: { width: job.widths[0], height: HEIGHT }, colorScheme: 'light', reducedMotion: 'reduce', ...options,
    });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    let seen = {};
    context.on('request', request => seen.requests.push(request.url()));
    page.on('pageerror', error => seen.faults.push(String(error)));
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) seen.faults.push(message.text());
    });
    page.on('dialog', dialog => { seen.dialogs += 1; dialog.dismiss(); });
    const visit = async address => {
      seen = { requests: [], faults: [], dialogs: 0 };
      await page.goto(address, { waitUntil: 'load' });
      return seen;
    };
    return { session, page, visit };
  }
  return { browser, tab };
}
