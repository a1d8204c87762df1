// Times the first paint of pages of a built site in headless Chromium, one tab at a time, nothing kept from
// load to load. Reads a job (see browser.mjs) from standard input, which has besides
//   pages     paths of pages, relative to the site
//   times     how often each page is loaded
// and writes a JSON array with one object a page, medians in milliseconds:
//   paint     from the start of the visit until the first text or picture is painted
//   busy      processor time of the page's own thread, painting included, which other work on the machine
//             does not add to
import { readFileSync } from 'node:fs';
import { opened } from './browser.mjs';

const job = JSON.parse(readFileSync(0, 'utf8'));
const { browser, tab } = await opened(job);
const { session, page, visit } = await tab();
await session.send('Performance.enable', { timeDomain: 'threadTicks' });

const painted = () => new Promise(resolve => {
  new PerformanceObserver(list => {
    for (const entry of list.getEntriesByName('first-contentful-paint')) resolve(entry.startTime);
  }).observe({ type: 'paint', buffered: true });
});

async function loaded(path) {
  await visit(job.http + path);
  const paint = await page.evaluate(painted);
  const { metrics } = await session.send('Performance.getMetrics');
  return { paint, busy: 1000 * metrics.find(({ name }) => name === 'TaskDuration').value };
}

const median = numbers => numbers.sort((one, other) => one - other)[numbers.length >> 1];

await loaded(job.pages[0]);  // what comes first waits for the browser to begin
const results = [];
for (const path of job.pages) {
  const loads = [];
  for (let time = 0; time < job.times; time += 1) loads.push(await loaded(path));
  results.push({ page: path, paint: median(loads.map(one => one.paint)), busy: median(loads.map(one => one.busy)) });
}
await browser.close();
process.stdout.write(JSON.stringify(results));
