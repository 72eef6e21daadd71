// The pictures of docs/reading-room.md: the room over the newsroom of examples/, as a reader finds it.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { numberOf, open } from "./room.mjs";

const to = join(dirname(fileURLToPath(import.meta.url)), "../../../../docs/images");
mkdirSync(to, { recursive: true });
const room = await open();

async function shoot(name, path, options = {}) {
  const page = await room.page(options);
  await page.goto(path);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(to, `${name}.png`) });
  await page.context().close();
}

const page = await room.page();
const promise = await numberOf(page, "وزارة الإعمار تتعهد بإنجاز جسر الفاو");
const wire = await numberOf(page, "أربعة قتلى في انهيار");
await page.goto(`/board/${promise}/c1`);
await page.locator('input[name="status"][value="kept"]').check();
await page.locator(".proposal input").first().check();
await page.locator('textarea[name="note"]').fill("فُتح الجسر قبل أسبوع من موعده");
await page.locator('form[action="/settle"] button').click();
await page.waitForURL(/\/board\//);
await page.goto("/stories");
const story = await page.locator(".hit a", { hasText: "أربعة قتلى" }).getAttribute("href");

await shoot("search", `/?q=${encodeURIComponent("جسر الفاو")}`);
await shoot("page", `/page/${wire}`);
await shoot("page-english-dark", `/page/${wire}`, { lang: "en", scheme: "dark" });
await shoot("page-phone", `/page/${wire}`, { width: 390 });
await shoot("board", "/board");
await shoot("story", story);
await shoot("timeline", `/timeline?name=${encodeURIComponent("الفاو")}`);
await room.close();
console.log(`The pictures are in ${to}`);
