// Searching, opening, and going from cards to words and back, in both languages, with and without script.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { box, numberOf, open, overflows } from "./room.mjs";

const room = await open();
after(room.close);

for (const lang of ["ar", "en"]) {
  test(`search, facets and a page (${lang})`, async () => {
    const page = await room.page({ lang });
    await page.goto("/");
    await page.keyboard.press("Escape");
    await page.locator("body").click({ position: { x: 2, y: 300 } });
    await page.keyboard.press("/");
    await page.keyboard.type("جسر الفاو");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=/);
    assert.ok((await page.locator(".hit").count()) > 5);
    assert.ok((await page.locator(".hit mark").count()) > 5);
    const site = page.locator(".facets section").first().locator("li").first();
    const count = Number(await site.locator(".n").innerText());
    await site.locator("a").click();
    assert.equal(await page.locator(".hit").count(), count);
    await page.locator(".chosen a").click();
    await page.locator(".hit h2 a").first().click();
    await page.waitForURL(/\/page\/\d+/);
    assert.ok((await page.locator(".card").count()) > 3);
    assert.deepEqual(page.complaints, []);
  });

  test(`from card to words and back (${lang})`, async () => {
    const page = await room.page({ lang });
    const number = await numberOf(page, "أربعة قتلى في انهيار");
    await page.goto(`/page/${number}`);
    await page.locator(".jump a.l-events").click();
    const { y } = await box(page.locator("#g-events"));
    assert.ok(y >= 0 && y < 900, `the cards of events are in view: ${y}`);
    await page.locator("#v1 .say").click();
    assert.equal(await page.locator(".m.lit").innerText(), "قتل");
    assert.ok(await page.evaluate(() => document.activeElement.id === "w-v1"));
    // Words of two facts lead to the narrower one, and at the next click to the wider.
    const nested = page.locator('.m[data-facts~="s1"][data-facts~="q2"]').first();
    await nested.click();
    assert.deepEqual(await page.locator(".card.lit").evaluateAll((all) => all.map((c) => c.id)), ["q2"]);
    await nested.click();
    assert.deepEqual(await page.locator(".card.lit").evaluateAll((all) => all.map((c) => c.id)), ["s1"]);
    assert.ok((await page.locator(".m.lit").count()) > 3, "all words of the statement are lit");
    await page.keyboard.press("j");
    assert.deepEqual(await page.locator(".card.lit").evaluateAll((all) => all.map((c) => c.id)), ["s2"]);
    await page.keyboard.press("k");
    await page.keyboard.press("w");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".m.lit")));
    assert.deepEqual(page.complaints, []);
  });

  test(`the layout (${lang})`, async (t) => {
    for (const width of [1280, 390]) {
      const page = await room.page({ lang, width });
      const number = await numberOf(page, "أربعة قتلى في انهيار");
      for (const path of [`/page/${number}`, "/", "/?q=جسر", "/people", "/board", "/timeline?name=الراوي", "/stories", "/settings", "/about", "/rejects"]) {
        await page.goto(path);
        assert.ok(!(await overflows(page)), `${path} at ${width}`);
      }
      await page.goto(`/page/${number}`);
      const shot = await page.screenshot();
      assert.ok(shot.length > 20_000);
      t.diagnostic(`screenshot of ${shot.length} bytes at ${width}`);
      const [text, cards] = [await box(page.locator(".text")), await box(page.locator(".cards"))];
      if (width === 390) {
        assert.ok(cards.y >= text.y + text.height, "cards below the text");
      } else if (lang === "ar") {
        assert.ok(cards.x + cards.width <= text.x, "cards on the left of the text");
      } else {
        assert.ok(cards.x >= text.x + text.width, "cards on the right of the text");
      }
      // The text is Arabic in either language: its lines begin on the right.
      const line = await page.locator(".text h1").evaluate((h1) => {
        const range = document.createRange();
        range.selectNodeContents(h1);
        const [words, block] = [range.getBoundingClientRect(), h1.getBoundingClientRect()];
        return { right: block.right - words.right, left: words.left - block.left };
      });
      assert.ok(line.right < 2, "the headline begins on the right");
      assert.equal(await page.locator("html").getAttribute("dir"), lang === "ar" ? "rtl" : "ltr");
    }
  });
}

test("marks move no word", async () => {
  const page = await room.page();
  const number = await numberOf(page, "أربعة قتلى في انهيار");
  await page.goto(`/page/${number}`);
  const places = () =>
    page.locator(".text p.r-body").evaluateAll((all) =>
      all.flatMap((p) => {
        const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        const found = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          for (let at = 0; at < node.length; at += 1) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const { x, y } = range.getBoundingClientRect();
            found.push(`${node.data[at]} ${Math.round(y / 8)} ${Math.round(x / 4)}`);
          }
        }
        return found;
      }),
    );
  const marked = await places();
  await page.evaluate(() => {
    for (const p of document.querySelectorAll(".text p.r-body")) p.textContent = p.textContent;
  });
  const plain = await places();
  assert.equal(marked.length, plain.length);
  const moved = marked.filter((at, n) => at !== plain[n]).length;
  assert.ok(moved / marked.length < 0.05, `${moved} of ${marked.length} letters moved`);
});

test("all of it without script", async () => {
  const page = await room.page({ script: false });
  const number = await numberOf(page, "أربعة قتلى في انهيار");
  await page.goto(`/page/${number}`);
  await page.locator("#w-v1").click();
  assert.match(page.url(), /#v1$/);
  await page.locator("#v1 .to-words").click();
  assert.match(page.url(), /#w-v1$/);
  await page.locator("#show-names").check();
  await page.locator("#v1 .ok").click();
  await page.waitForURL(/\/page\/\d+/);
  assert.equal(await page.locator("#v1 .verdict").count(), 1);
});

test("furniture is folded away and there", async () => {
  const page = await room.page();
  const number = await numberOf(page, "لجنة التحقيق لم تعلن نتائجها");
  await page.goto(`/page/${number}`);
  const folded = page.locator("#furniture");
  assert.equal(await folded.getAttribute("open"), null);
  await folded.locator("summary").click();
  assert.ok(await folded.getByText("تم نسخ الرابط").isVisible());
  await page.locator("#metadata summary").click();
  assert.ok(await page.locator("#metadata").getByText("page.lines@1").first().isVisible());
});

test("digits, months and both calendars are kept", async () => {
  const page = await room.page();
  await page.goto("/settings?to=/about");
  await page.locator('input[name="digits"][value="arabic"]').check();
  await page.locator('input[name="months"][value="maghreb"]').check();
  await page.locator('input[name="calendar"][value="both"]').check();
  await page.locator('input[name="theme"][value="dark"]').check();
  await page.locator('form[action="/settings"] button').click();
  await page.waitForURL(/\/about/);
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  const number = await numberOf(page, "أربعة قتلى في انهيار");
  await page.goto(`/page/${number}`);
  const date = await page.locator(".text .from time").innerText();
  assert.equal(date, "الأحد ١٤ جانفي ٢٠٢٤ (٢ رجب ١٤٤٥ هـ)، ١٣:٤٠");
});
