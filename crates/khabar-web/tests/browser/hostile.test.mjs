// Pages that mean ill: script in every field, marks that turn the direction around, five megabytes of text.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { numberOf, open, overflows } from "./room.mjs";

const folder = mkdtempSync(join(tmpdir(), "khabar-hostile-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const script = `"><script>document.title="owned"</script><img src=x onerror="document.title='owned'">`;
const around = "\u202E\u2066\u202D";
const pages = [
  { id: "script", title: `عنوان ${script}`, site: script, published: "2024-01-01", url: "javascript:alert(1)", text: `قال الوزير ${script} إن الجسر ${script} افتتح.\n${script}` },
  { id: "around", title: `عنوان ${around} مقلوب`, site: `موقع${around}`, published: "2024-01-02", text: `قال الوزير ${around} إن 140 مضخة وصلت${around}.\nوتظاهر العمال ${around} في البصرة.` },
  { id: "long", title: "صفحة طويلة جدا", site: "طويل", published: "2024-01-03", text: `${"قال الوزير إن الماء وصل إلى المدينة. ".repeat(120)}\n`.repeat(700) },
];
writeFileSync(join(folder, "pages.jsonl"), pages.map((p) => JSON.stringify(p)).join("\n"));
const room = await open([folder]);
after(room.close);

test("a page's own markup is words", async () => {
  const page = await room.page();
  const number = await numberOf(page, "افتتح");
  for (const path of [`/?q=${encodeURIComponent("افتتح")}`, `/page/${number}`, `/page/${number}/fact/s1`, "/people", `/?q=${encodeURIComponent(script)}`, `/timeline?name=${encodeURIComponent(script)}`]) {
    await page.goto(path);
    assert.doesNotMatch(await page.title(), /^owned/);
    assert.equal(await page.locator("main script, main img, main iframe").count(), 0, path);
  }
  await page.goto(`/page/${number}`);
  assert.match(await page.locator(".text").innerText(), /<script>/);
  assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
  assert.deepEqual(page.complaints.filter((c) => !/40\d/.test(c)), []);
});

test("marks of direction end where their words end", async () => {
  const page = await room.page();
  const number = await numberOf(page, "مضخة");
  await page.goto(`/page/${number}`);
  assert.ok(!(await overflows(page)));
  // The rest of the page stands as on any other: navigation on the right, its words in order.
  const nav = await page.locator(".top nav a").evaluateAll((all) => all.map((a) => a.getBoundingClientRect().x));
  assert.deepEqual(nav, [...nav].sort((a, b) => b - a));
  // The site's name turns the direction; the date behind it stands as on any page: to its left, its digits in order.
  const from = page.locator(".text .from");
  const [site, date] = [await from.locator("bdi").boundingBox(), await from.locator("time").boundingBox()];
  assert.ok(date.x + date.width <= site.x + 1, JSON.stringify([site, date]));
  const digits = await from.locator("time").evaluate((time) => {
    const text = time.firstChild;
    const at = text.data.indexOf("2024");
    return [0, 1, 2, 3].map((n) => {
      const range = document.createRange();
      range.setStart(text, at + n);
      range.setEnd(text, at + n + 1);
      return range.getBoundingClientRect().x;
    });
  });
  assert.deepEqual(digits, [...digits].sort((a, b) => a - b));
});

test("five megabytes are shown in part, and say so", async () => {
  assert.ok(Buffer.byteLength(JSON.stringify(pages[2])) > 5_000_000);
  const page = await room.page();
  const number = await numberOf(page, "صفحة طويلة جدا");
  const start = Date.now();
  await page.goto(`/page/${number}`, { waitUntil: "commit" });
  const cut = page.locator(".text > .quiet");
  await cut.waitFor();
  assert.ok(Date.now() - start < 20_000);
  assert.match(await cut.innerText(), /الصفحة أطول مما يُعرض هنا/);
});
