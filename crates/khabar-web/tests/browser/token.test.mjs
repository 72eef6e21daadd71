// Beyond this machine, over plain HTTP: who knows the token gets in, judges, and keeps the language they choose.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newsroom, open } from "./room.mjs";

const token = "kalimat-sirr-tawila-2024";
const room = await open([newsroom], { env: { KHABAR_TOKEN: token }, rules: "MAP room.example 127.0.0.1" });
after(room.close);
// A browser trusts this machine's own addresses more than others: it says less to a name like this one.
const elsewhere = room.url.replace(/127\.0\.0\.1|localhost/, "room.example");

test("the token opens the room, and a fact is judged", async () => {
  const page = await room.page();
  await page.goto(`${elsewhere}/board`);
  await page.waitForURL(/\/login\?to=/);
  await page.locator('input[name="token"]').fill("not-the-token");
  await page.locator("main form button").click();
  assert.match(await page.locator("main").innerText(), /رمز الدخول/);
  await page.goto(`${elsewhere}/board`);
  await page.locator('input[name="token"]').fill(token);
  await page.locator("main form button").click();
  await page.waitForURL(`${elsewhere}/board`);
  await page.goto(`${elsewhere}/?q=${encodeURIComponent("أربعة قتلى في انهيار")}`);
  await page.locator(".hit h2 a").first().click();
  await page.locator("#s1 .ok").click();
  await page.waitForURL(/#s1$/);
  assert.match(await page.locator("#s1 .verdict").innerText(), /مقبول/);
});

test("a link from elsewhere finds its reader logged in", async () => {
  const page = await room.page();
  await page.goto(`${elsewhere}/login`);
  await page.locator('input[name="token"]').fill(token);
  await page.locator("main form button").click();
  await page.setContent(`<a href="${elsewhere}/stories">قصص</a>`);
  await page.locator("a").click();
  await page.waitForURL(`${elsewhere}/stories`);
});

test("the language that is chosen stays, wherever it is chosen from", async () => {
  const page = await room.page();
  await page.goto(`${elsewhere}/login?lang=en`);
  await page.locator('input[name="token"]').fill(token);
  await page.locator("main form button").click();
  await page.goto(`${elsewhere}/board?lang=en`);
  await page.locator('.tools a[href^="/settings"]').click();
  await page.locator('input[name="lang"][value="ar"]').check();
  await page.locator('input[name="keys"][value="off"]').check();
  await page.locator('form[action="/settings"] button').click();
  await page.waitForURL(`${elsewhere}/board`);
  assert.equal(await page.locator("html").getAttribute("lang"), "ar");
  await page.keyboard.press("/");
  assert.equal(page.url(), `${elsewhere}/board`, "single keys do nothing where they are switched off");
});
