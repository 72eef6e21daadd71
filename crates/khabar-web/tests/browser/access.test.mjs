// axe on every page, light and dark, in both languages: nothing serious.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { numberOf, open } from "./room.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const room = await open();
after(room.close);

for (const lang of ["ar", "en"]) {
  for (const scheme of ["light", "dark"]) {
    test(`axe (${lang}, ${scheme})`, async () => {
      const page = await room.page({ lang, scheme });
      const number = await numberOf(page, "وزارة الإعمار تتعهد بإنجاز جسر الفاو");
      await page.goto("/stories");
      const story = await page.locator(".hit a").first().getAttribute("href");
      await page.goto("/people");
      const person = await page.locator(".tile a").first().getAttribute("href");
      const paths = ["/", "/?q=جسر", "/?q=لاشيءهنا", `/page/${number}`, `/page/${number}#s1`, `/page/${number}/fact/s1`, "/people", person, "/stories", story, `/timeline?name=${encodeURIComponent("الفاو")}`, "/timeline", "/board", `/board/${number}/c1`, "/rejects", "/about", "/settings", "/login", "/nothing"];
      const found = [];
      for (const path of paths) {
        await page.goto(path);
        for (const folded of await page.locator("details:not([open])").all()) await folded.evaluate((d) => (d.open = true));
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() =>
          axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
        );
        const bad = violations.filter((v) => ["serious", "critical"].includes(v.impact));
        found.push(...bad.map((v) => `${path} ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html).join(" | ")}`));
      }
      assert.deepEqual(found, []);
    });
  }
}

test("a keyboard reaches the content first", async () => {
  const page = await room.page();
  await page.goto("/about");
  await page.keyboard.press("Tab");
  const skip = page.locator(".skip");
  assert.ok(await skip.evaluate((a) => a === document.activeElement && a.getBoundingClientRect().top >= 0));
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
});
