import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const path = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Why there is no browser to test with; undefined when there is one. On CI there must be one, so there the suite runs and fails. */
export const noBrowser: string | undefined =
	existsSync(path) || process.env.CI === "true" ? undefined : `no Chromium at ${path}: apt-get install chromium, or set CHROMIUM`;

/** A Chromium that asks nothing of the network by itself. */
export const launch = (): Promise<Browser> =>
	chromium.launch({
		executablePath: path,
		args: [
			"--headless",
			"--no-sandbox",
			"--disable-gpu",
			"--disable-quic",
			"--no-first-run",
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-sync",
		],
	});

/** What a page did that a report must not do: console messages, policy violations, requests, dialogs. */
export interface Watched {
	readonly page: Page;
	readonly trouble: string[];
}

/** Opens the page and writes down all trouble from then on. */
export async function watched(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Watched> {
	const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, ...options });
	const trouble: string[] = [];
	page.on("console", (message) => trouble.push(`console: ${message.text()}`));
	page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
	page.on("request", (request) => {
		if (request.url().split("#")[0] !== url.split("#")[0]) trouble.push(`request: ${request.url()}`);
	});
	page.on("dialog", (dialog) => {
		trouble.push(`dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	await page.addInitScript('addEventListener("securitypolicyviolation", (event) => console.error("policy: " + event.violatedDirective))');
	await page.goto(url);
	return { page, trouble };
}
