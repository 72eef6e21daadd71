// A room over a register of its own, and a browser to read it with. Both end when it is closed.
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../../..");
export const khabar = process.env.KHABAR ?? join(root, "target/debug/khabar");
export const newsroom = join(root, "examples/newsroom");
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

// Reads pages into a new register and opens the room over it on a free port; `rules` name this machine otherwise.
export async function open(inputs = [newsroom], { env = {}, rules = "" } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "khabar-room-"));
  const register = join(folder, "register");
  execFileSync(khabar, ["ingest", ...inputs, "--register", register], { stdio: ["ignore", "ignore", "inherit"] });
  const server = spawn(khabar, ["serve", "--register", register, "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const url = await new Promise((done, fail) => {
    server.on("exit", (code) => fail(new Error(`khabar serve ended with ${code}`)));
    server.stdout.on("data", (line) => {
      const found = /http:\/\/[^/]+/.exec(line);
      if (found) done(found[0]);
    });
  });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", ...(rules ? [`--host-resolver-rules=${rules}`] : [])] });
  const close = async () => {
    await browser.close();
    server.removeAllListeners("exit");
    const late = setTimeout(() => server.kill("SIGKILL"), 8000);
    const [code] = await new Promise((done) => {
      server.once("exit", (...how) => done(how));
      server.kill("SIGTERM");
    });
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error("khabar serve does not end when it is told to");
  };
  return {
    url,
    close,
    register,
    // A page of the browser, in a language; what a script or the policy complains of is kept in `complaints`.
    async page({ lang = "ar", width = 1280, scheme = "light", script = true } = {}) {
      const locale = { ar: "ar-IQ", en: "en-GB" }[lang];
      const viewport = { width, height: 900 };
      const context = await browser.newContext({ viewport, locale, colorScheme: scheme, baseURL: url, javaScriptEnabled: script });
      const page = await context.newPage();
      page.complaints = [];
      page.on("console", (said) => said.type() === "error" && page.complaints.push(said.text()));
      page.on("pageerror", (fault) => page.complaints.push(String(fault)));
      return page;
    },
  };
}

// The number of the page that has this headline.
export async function numberOf(page, words) {
  await page.goto(`/?q=${encodeURIComponent(words)}`);
  const link = await page.locator(".hit h2 a").first().getAttribute("href");
  return Number(link.split("/").pop());
}

// Whether anything is wider than the window.
export const overflows = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

export const box = (locator) => locator.first().boundingBox();
