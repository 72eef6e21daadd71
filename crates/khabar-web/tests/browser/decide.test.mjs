// Review with undo, correction, the board with its evidence; stories, people, the timeline.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { numberOf, open } from "./room.mjs";

const room = await open();
after(room.close);

test("a fact is rejected, and taken up again", async () => {
  const page = await room.page();
  await page.goto("/settings");
  await page.locator('input[name="who"]').fill("هدى المحررة");
  await page.locator('form[action="/settings"] button').click();
  const number = await numberOf(page, "أربعة قتلى في انهيار");
  await page.goto(`/page/${number}`);
  const before = await page.locator(".cards > .l-statements .card").count();
  await page.locator("#s2 .no").click();
  await page.waitForURL(/#s2$/);
  assert.equal(await page.locator(".cards > .l-statements .card").count(), before - 1);
  assert.equal(await page.locator(".gone #s2").count(), 1);
  const history = page.locator("#history li").first();
  assert.match(await history.innerText(), /مرفوض[\s\S]*هدى المحررة/);
  await history.locator("button").click();
  await page.waitForURL(/\/page\/\d+/);
  assert.equal(await page.locator(".cards > .l-statements .card").count(), before);
  assert.equal(await page.locator("#history li.undone").count(), 1);
});

test("a span and a value are corrected by words", async () => {
  const page = await room.page({ lang: "en" });
  const number = await numberOf(page, "أربعة قتلى في انهيار");
  await page.goto(`/page/${number}/fact/v1`);
  await page.locator('[name="actor"]').fill("لا توجد هذه الكلمات");
  await page.locator('[value="corrected"]').click();
  assert.match(await page.locator("main").innerText(), /لا توجد هذه الكلمات/);
  await page.goto(`/page/${number}/fact/v1`);
  await page.locator('[name="recipient"]').fill("أربعة عمال");
  await page.locator('[name="status"]').selectOption("HYPOTHETICAL");
  await page.locator('[value="corrected"]').click();
  await page.waitForURL(/\/page\/\d+#v1/);
  const card = await page.locator("#v1").innerText();
  assert.match(card, /أربعة عمال/);
  assert.match(card, /possible or asked for/);
  assert.match(card, /hand.review@1/);
  assert.deepEqual(page.complaints.filter((c) => !c.includes("400")), []);
});

test("a selection in the text goes into the field", async () => {
  const page = await room.page();
  const number = await numberOf(page, "أربعة قتلى في انهيار");
  await page.goto(`/page/${number}/fact/s2`);
  await page.locator('[name="content"]').focus();
  await page.locator(".context mark").evaluate((mark) => getSelection().selectAllChildren(mark));
  await page.locator(".context").dispatchEvent("mouseup");
  assert.equal(await page.locator('[name="content"]').inputValue(), await page.locator(".context mark").innerText());
});

test("a commitment is settled with evidence, and unsettled", async () => {
  const page = await room.page();
  const number = await numberOf(page, "وزارة الإعمار تتعهد بإنجاز جسر الفاو");
  const proof = await numberOf(page, "افتتاح جسر الفاو أمام السيارات قبل أسبوع من موعده");
  await page.goto("/board");
  assert.ok((await page.locator(".k-overdue .due").count()) > 0);
  assert.ok((await page.locator(".k-pending .due").count()) > 0);
  assert.equal(await page.locator(".k-settled .due").count(), 0);
  await page.locator(`.k-overdue a[href="/board/${number}/c1"]`).click();
  await page.waitForURL(/\/board\/\d+\/c1/);
  assert.ok((await page.locator(".proposal").count()) > 0, "later facts are proposed");
  await page.locator('input[name="status"][value="kept"]').check();
  await page.locator(".proposal input").first().check();
  await page.locator('input[name="evidence"]').fill(`${proof}/s1`);
  await page.locator('textarea[name="note"]').fill("فتح قبل موعده");
  await page.locator('form[action="/settle"] button').click();
  await page.goto("/board");
  const settled = page.locator(".k-settled .due");
  assert.equal(await settled.count(), 1);
  assert.ok((await settled.locator(".proof li").count()) >= 1);
  await settled.locator("form button").click();
  await page.waitForURL(/\/board/);
  assert.equal(await page.locator(".k-settled .due").count(), 0);
});

test("a story: copies folded, figures side by side", async () => {
  const page = await room.page();
  await page.goto("/stories");
  await page.locator(".hit a", { hasText: "أربعة قتلى" }).click();
  const copies = page.locator(".copies");
  assert.equal(await copies.count(), 1);
  assert.ok(!(await copies.locator("li").first().isVisible()));
  await copies.locator("summary").click();
  assert.equal(await copies.locator("li").count(), 2);
  const figures = await page.locator(".sides .figure").allInnerTexts();
  assert.ok(figures.length >= 2, figures.join());
});

test("people: what they said, and their posts", async () => {
  const page = await room.page();
  await page.goto("/people?label=PER");
  await page.locator(".tile a", { hasText: "هاشم الراوي" }).click();
  assert.ok((await page.locator(".card").count()) > 2);
  assert.match(await page.locator(".posts").innerText(), /رئيس الوزراء/);
});

test("a timeline is a picture and a table, from right to left in Arabic", async () => {
  for (const [lang, sign] of [["ar", -1], ["en", 1]]) {
    const page = await room.page({ lang });
    await page.goto(`/timeline?name=${encodeURIComponent("الفاو")}`);
    const dots = await page.locator(".chart a").evaluateAll((all) =>
      all.map((a) => [a.getAttribute("href").slice(3), a.firstElementChild.getBoundingClientRect().x]),
    );
    assert.ok(dots.length > 2);
    dots.sort();
    assert.ok(sign * (dots.at(-1)[1] - dots[0][1]) > 0, `${lang}: time runs the right way`);
    assert.ok((await page.locator(".moments tbody tr").count()) >= dots.length);
    await page.locator(".chart a").first().focus();
    await page.keyboard.press("Enter");
    assert.match(page.url(), /#d-\d{4}/);
    assert.deepEqual(page.complaints, []);
  }
});
