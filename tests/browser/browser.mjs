// The site and the pages for editors in a real browser: reading, searching, another language,
// logging in, editing, publishing, correcting; axe-core on every kind of page; no page wider
// than a phone; HTML held against tidy where it is there. Scripts are switched off: nothing may
// need them. They are on where axe looks, and in the steps that try web/site.js itself.
//
//     node browser.mjs http://127.0.0.1:PORT CHROMIUM MODULES DOCUMENT.html ...
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';

const [base, executablePath, modules, ...documents] = process.argv.slice(2);
const require = createRequire(modules + '/');
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
context.setDefaultTimeout(20000);
const page = await context.newPage();
let failed = 0;

async function step(name, what) {
  try {
    await what();
    console.log(`ok      ${name}`);
  } catch (problem) {
    failed += 1;
    console.log(`FAILED  ${name}\n${problem.stack ?? problem}`);
  }
}

const go = async (path) => {
  const answer = await page.goto(base + path);
  assert.ok(answer.status() < 400, `${path}: ${answer.status()}`);
  return answer;
};
const heading = () => page.locator('h1').first().innerText();

// tidy knows neither this attribute of HTML nor those of SVG.
const known = /proprietary attribute "aria-current"|<svg> proprietary attribute|<title> proprietary attribute "id"/;
const tidy = spawnSync('tidy', ['-version']).status === 0;

// A page with scripts, of the same session.
async function seeing() {
  const other = await browser.newContext({ storageState: await context.storageState() });
  other.setDefaultTimeout(20000);
  return other.newPage();
}

async function check(path, page, isError = false) {
  const answer = await page.goto(base + path);
  assert.equal(answer.status() >= 400, isError, `${path}: ${answer.status()}`);
  await look(path, page, await answer.body());
}

// What each kind of mark must have, by schema.org and those who read it.
const needed = {
  NewsArticle: ['headline', 'datePublished', 'dateModified', 'author', 'publisher', 'url', 'inLanguage', 'isBasedOn'],
  Dataset: ['name', 'description', 'url', 'creator', 'distribution'],
  ClaimReview: ['claimReviewed', 'url', 'author', 'datePublished', 'itemReviewed', 'reviewRating'],
};
const marked = {};
async function checkMarks(path, page) {
  for (const text of await page.locator('script[type="application/ld+json"]').allTextContents()) {
    const mark = JSON.parse(text);
    assert.equal(mark['@context'], 'https://schema.org', path);
    for (const thing of mark['@graph'] ?? [mark]) {
      const names = needed[thing['@type']];
      assert.ok(names, `${path}: ${thing['@type']}`);
      for (const name of names) assert.ok(thing[name], `${path}: a ${thing['@type']} without ${name}`);
      for (const name of ['datePublished', 'dateModified'])
        if (thing[name]) assert.ok(!Number.isNaN(Date.parse(thing[name])), `${path}: ${thing[name]}`);
      if (thing.reviewRating) assert.ok(thing.reviewRating.alternateName && thing.itemReviewed.appearance, path);
      for (const one of thing.distribution ?? []) assert.ok(one.contentUrl && one.encodingFormat, path);
      marked[thing['@type']] = (marked[thing['@type']] ?? 0) + 1;
    }
  }
}

async function look(path, page, body) {
  const title = await page.title();
  assert.ok(title && (title !== 'Kontor' || /^\/..\/$/.test(path)), `${path} is called "${title}"`);
  await checkMarks(path, page);
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const bad = found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  assert.deepEqual(bad.map((v) => [v.id, v.nodes[0].html]), [], `axe, ${path}`);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await page.evaluate(() => globalThis.axe.run(document,
    { runOnly: ['color-contrast'], resultTypes: ['violations'] }));
  assert.deepEqual(dark.violations.map((v) => [v.id, v.nodes[0].html]), [], `axe in the dark, ${path}`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 740 });
  const [wide, room] = await page.evaluate(() => {
    const e = document.documentElement;
    return [e.scrollWidth, e.clientWidth];
  });
  assert.ok(wide <= room, `${path} is ${wide} wide on a phone of ${room}`);
  await page.setViewportSize({ width: 1280, height: 800 });
  if (!tidy) return;
  const said = spawnSync('tidy', ['-q', '-e', '-utf8'], { input: body });
  const lines = said.stderr.toString().split('\n').filter((l) => l && !known.test(l));
  assert.deepEqual(lines, [], `tidy, ${path}`);
}

// ---- readers ----

await step('reading', async () => {
  await go('/en/country/DEU');
  assert.match(await heading(), /Germany/);
  await go('/en/pair/DEU/UZB');
  assert.match(await heading(), /Germany/);
  assert.match(await page.locator('main').innerText(), /\d/);
});
await step('searching', async () => {
  await go('/en/search');
  const words = page.locator('main input[name=q]').first();
  await words.fill('Kazakhstan');
  await words.press('Enter');
  await page.locator('main a[href$="/en/country/KAZ"]').first().click();
  assert.match(await heading(), /Kazakhstan/);
});
await step('another language, the same place', async () => {
  await go('/en/country/KAZ');
  await page.locator('header a[hreflang=ru]').first().click();
  assert.ok(page.url().endsWith('/ru/country/KAZ'), page.url());
  assert.match(await heading(), /Казахстан/);
});

await step('composing a brief, with a slip of the pen', async () => {
  await go('/en/compose');
  await page.getByLabel('Country', { exact: true }).fill('Germny');
  await page.getByLabel('Partner country').fill('Uzbekistan');
  await page.getByRole('button', { name: 'Compose' }).click();
  assert.match(await page.locator('main').innerText(), /“Germny” is no country known here\. You may mean: Germany/);
  assert.equal(await page.getByLabel('Partner country').inputValue(), 'Uzbekistan');
  await page.getByLabel('Country', { exact: true }).fill('Germany');
  await page.getByRole('button', { name: 'Compose' }).click();
  assert.match(await heading(), /Germany and Uzbekistan/);
});
await step('checking an article', async () => {
  await go('/ru/check');
  await page.locator('textarea').fill('Экспорт Германии в Узбекистан составил в 2018 году 900 млн долларов.');
  await page.locator('main form button').click();
  assert.equal(await page.locator('main mark').count(), 1);
  assert.match(await page.locator('main table').innerText(), /900 млн/);
});
await step('on paper there is nothing to press', async () => {
  await go('/de/pair/DEU/UZB');
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['nav', '.languages', 'main form'])
    assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  assert.ok(await page.locator('main table').first().isVisible());
  assert.ok(await page.locator('main svg').first().isVisible());
  await page.emulateMedia({ media: 'screen' });
});
await step('on a telephone a claim is read without scrolling to the side', async () => {
  await page.setViewportSize({ width: 375, height: 740 });
  await go('/en/checks/1');
  for (const cell of await page.locator('main tbody tr').first().locator('> *').all()) {
    const box = await cell.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 375, JSON.stringify(box));
  }
  await page.setViewportSize({ width: 1280, height: 720 });
});
await step('the front page is short: countries are folded, and unfold without scripts', async () => {
  await go('/de/');
  const country = page.locator('main a[href="/de/country/KAZ"]');
  assert.equal(await country.isVisible(), false);
  await page.locator('details.all summary').click();
  assert.ok(await country.isVisible());
});

// ---- with scripts: web/site.js ----

const withScripts = async (what) => {
  const scripted = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const said = [];
  scripted.on('pageerror', (e) => said.push(e.message));
  scripted.on('console', (m) => said.push(m.text()));
  await what(scripted);
  assert.deepEqual(said, []);
  await scripted.context().close();
};
await step('a table is sorted by its heads, with the keyboard, and back', () => withScripts(async (p) => {
  await p.goto(`${base}/de/pair/DEU/UZB`);
  const table = p.locator('main table').first();
  const cells = async () => (await table.locator('tbody tr > :first-child').allInnerTexts()).join();
  const values = async () => (await table.locator('tbody tr > :nth-child(2)').allInnerTexts())
    .map((t) => Number(t.replaceAll('.', '').replace(',', '.')));
  const before = await cells();
  const button = table.locator('thead button').nth(1);
  await button.focus();
  await p.keyboard.press('Enter');
  const order = await values();
  assert.deepEqual(order, [...order].sort((a, b) => b - a));
  assert.equal(await button.locator('xpath=..').getAttribute('aria-sort'), 'descending');
  await p.keyboard.press('Space');
  assert.deepEqual(await values(), [...order].sort((a, b) => a - b));
  assert.equal(await table.locator('[aria-sort]').count(), 1);
  await p.keyboard.press('Enter');
  assert.equal(await cells(), before);
  assert.equal(await table.locator('[aria-sort]').count(), 0);
}));
await step('marks of a picture tell their values, by pointer and keyboard', () => withScripts(async (p) => {
  await p.goto(`${base}/en/pair/DEU/UZB`);
  const figure = p.locator('main figure').first();
  const tip = p.locator('.tip');
  await figure.locator('svg rect.f-c1').nth(3).hover();
  const first = await tip.innerText();
  assert.match(first, /^\d{4}: [\d,.]+$/);
  await figure.focus();
  await p.keyboard.press('ArrowRight');
  await p.waitForFunction((was) => !['', was].includes(document.querySelector('.tip').textContent), first);
  await p.keyboard.press('Escape');
  assert.equal(await tip.innerText(), '');
}));
await step('a map is enlarged', () => withScripts(async (p) => {
  await p.goto(`${base}/ru/charts/DEU/UZB`);
  const map = p.locator('figure', { has: p.locator('.f-land, .f-m1, .f-m5') }).last();
  const width = () => map.locator('svg').evaluate((e) => e.getBoundingClientRect().width);
  const [before, larger] = [await width(), p.getByRole('button', { name: 'Увеличить' }).last()];
  await larger.click();
  assert.ok((await width()) > 1.3 * before);
  await p.getByRole('button', { name: 'Уменьшить' }).last().click();
  assert.equal(await width(), before);
}));

// ---- editors ----

const press = (name) => page.getByRole('button', { name, exact: true }).click();

await step('a wrong password', async () => {
  await go('/login');
  assert.ok(page.url().endsWith('/en/edit/login'), page.url());
  await page.getByLabel('Name').fill('anna');
  await page.getByLabel('Password').fill('wrong horse battery');
  await press('Log in');
  assert.match(await page.getByRole('alert').innerText(), /wrong/);
});
await step('logging in', async () => {
  await page.getByLabel('Name').fill('anna');
  await page.getByLabel('Password').fill('correct horse battery');
  await press('Log in');
  assert.equal(await heading(), 'Drafts');
  const [cookie] = (await context.cookies()).filter((c) => c.name === 'kontor');
  assert.ok(cookie.httpOnly && cookie.sameSite === 'Strict');
});
await step('editing and publishing', async () => {
  await go('/en/edit/item/1');
  await page.getByLabel('Headline (English)').fill('Trade & <b>more</b>');
  await page.getByLabel('Place of the report').fill('Minsk');
  await press('Save the draft');
  assert.match(await page.getByRole('status').innerText(), /saved/);
  assert.equal(await heading(), 'Trade & <b>more</b>');
  await page.getByLabel('Reviewed by').fill('A. Muster');
  await press('Publish');
  assert.match(await page.getByRole('status').innerText(), /published/);
  await go('/en/edit?state=published');
  assert.equal(await page.locator('tbody tr').count(), 1);
});
await step('readers see what was published', async () => {
  const answer = await page.goto(`${base}/en/item/1`);
  if (answer.status() === 404) return; // a site without news
  const text = await page.locator('main').innerText();
  assert.match(text, /Trade & <b>more<\/b>/);
  assert.match(text, /A\. Muster/);
});
await step('an embargo', async () => {
  await go('/en/edit/item/2');
  await page.getByLabel('Visible from').fill('2999-01-01T12:00');
  await press('Publish');
  assert.match(await page.locator('main').innerText(), /embargoed 2999-01-01 12:00 UTC/);
});
await step('correcting', async () => {
  await go('/en/edit/item/1');
  await page.getByLabel('Headline (English)').fill('Trade, corrected');
  await page.getByLabel('Reason').first().fill('a slip');
  await press('Publish the correction');
  assert.match(await page.getByRole('status').innerText(), /correction is published/);
  assert.match(await page.locator('main').innerText(), /a slip/);
});
await step('withdrawing', async () => {
  await go('/de/edit/item/2');
  await page.getByLabel('Grund').last().fill('falsche Daten');
  await press('Meldung zurückziehen');
  assert.match(await page.getByRole('status').innerText(), /zurückgezogen/);
  assert.equal(await page.locator('main form').count(), 0);
});
await step('two editors', async () => {
  const other = await context.newPage();
  await other.goto(`${base}/en/edit/item/3`);
  await go('/en/edit/item/3');
  await page.getByLabel('Headline (English)').fill('By the first');
  await press('Save the draft');
  await other.getByLabel('Headline (English)').fill('By the second');
  await other.getByRole('button', { name: 'Save the draft' }).click();
  assert.match(await other.getByRole('alert').innerText(), /meanwhile/);
  assert.equal(await other.getByLabel('Headline (English)').inputValue(), 'By the second');
  assert.match(await other.locator('.stored').innerText(), /By the first/);
  await other.close();
});

await step('publishing and withdrawing a check', async () => {
  await go('/en/edit/reviews');
  await page.getByLabel('Text of the article').fill('Exports from Germany to Uzbekistan came to $900 million in 2018.');
  await page.getByLabel('Address of the article').fill('https://example.org/c');
  await page.getByLabel('Title of the article').fill('Three & <i>');
  await page.getByRole('button', { name: 'Publish the check' }).waitFor({ state: 'detached' });
  await page.locator('main button[value=check]').click();
  assert.ok(await page.locator('mark').count());
  await press('Publish the check');
  assert.match(await page.getByRole('status').innerText(), /published/);
  await page.getByRole('link', { name: 'As readers see it' }).click();
  assert.match(await heading(), /Three & <i>/);
  await go('/en/edit/review/3');
  await page.getByLabel('Reason').fill('a slip');
  await press('Withdraw the check');
  assert.match(await page.getByRole('status').innerText(), /void/);
});

// ---- every kind of page ----

const today = new Date().toISOString().slice(0, 10).split('-');
const pages = ['/en/', '/de/news', '/ru/news/trade', '/ru/archive', `/en/archive/${today[0]}`,
  `/de/archive/${today[0]}/${today[1]}`, `/ru/archive/${today.join('/')}`, '/ru/compose',
  '/en/item/1', '/de/countries', '/ru/products', '/en/blocs', '/de/country/DEU', '/ru/pair/DEU/UZB',
  '/de/charts/DEU/UZB', '/en/product/2709', '/ru/product/27', '/de/bloc/CIS', '/en/bloc/EU',
  '/ru/search?q=%D0%A3%D0%B7%D0%B1%D0%B5%D0%BA%D0%B8%D1%81%D1%82%D0%B0%D0%BD', '/en/search', '/en/pair?a=Germany&b=Uzbekistan',
  '/de/check', '/en/checks', '/ru/checks/1', '/de/checks/2', '/de/edit', '/en/edit?state=published', '/ru/edit/item/3',
  '/de/edit/item/1', '/en/edit/item/2', '/en/edit/log',
  '/ru/edit/reviews', '/de/edit/review/1', '/en/edit/review/3'];
const errors = ['/en/nowhere', '/ru/pair', '/de/pair?a=Kongo&b=Usbekistn', '/en/pair?a=DEU&b=UZB&years=soon', '/de/country/QQQ', '/ru/item/999', '/de/item/2', '/en/edit/nowhere'];
const eye = await seeing();
for (const path of pages) await step(`axe, phone, tidy: ${path}`, () => check(path, eye));
for (const path of errors) await step(`axe, phone, tidy: ${path}`, () => check(path, eye, true));
await step('an article is checked; axe, phone, tidy: what comes of it', async () => {
  await eye.goto(`${base}/en/check`);
  await eye.locator('textarea').fill('Exports from Germany to Uzbekistan came to $900 million in 2018.');
  const [answer] = await Promise.all([eye.waitForNavigation(), eye.locator('main form button').click()]);
  assert.ok(await eye.locator('main table tbody tr').count());
  await look('/en/check, an answer', eye, await answer.body());
});

await step('a day that is none comes back with what was typed', async () => {
  await eye.goto(`${base}/de/check`);
  await eye.locator('textarea').fill('Die Ausfuhr betrug 900 Mio. Dollar.');
  await eye.locator('input[name=published]').fill('bald');
  await eye.locator('main form').evaluate((form) => { form.noValidate = true; });
  const [answer] = await Promise.all([eye.waitForNavigation(), eye.locator('main form button').click()]);
  assert.equal(answer.status(), 400);
  assert.equal(await eye.locator('textarea').inputValue(), 'Die Ausfuhr betrug 900 Mio. Dollar.');
  assert.match(await eye.locator('.fault').innerText(), /„bald“ ist kein Datum/);
  await look('/de/check, refused', eye, await answer.body());
});
await step('letters of pictures are read on a telephone', async () => {
  await eye.setViewportSize({ width: 390, height: 844 });
  await eye.goto(`${base}/ru/charts/DEU/UZB`);
  const least = await eye.evaluate(() => Math.min(...[...document.querySelectorAll('main svg text')].map((text) =>
    parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.clientWidth / text.ownerSVGElement.viewBox.baseVal.width)));
  assert.ok(least > 8.9, `letters of ${least} pixels`);
  await eye.setViewportSize({ width: 1280, height: 800 });
});

for (const path of documents) await step(`axe, phone, tidy: ${path.split('/').pop()}`, async () => {
  const other = await seeing();
  await other.goto(`file://${path}`);
  await look(path, other, readFileSync(path));
});
await step('news, briefs and checks are marked for programs', async () =>
  assert.deepEqual(Object.keys(needed).filter((kind) => !marked[kind]), []));
await step('logging out', async () => {
  await go('/en/edit');
  await press('Log out');
  await go('/en/edit');
  assert.ok(page.url().endsWith('/en/edit/login'), page.url());
});
await step('axe, phone, tidy: the login', async () => check('/ru/edit/login', await seeing()));

await browser.close();
process.exit(failed ? 1 : 0);
