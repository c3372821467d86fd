import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Alert } from "../../shared/core/alerts/alert.ts";
import { alertSettings } from "../../shared/runtime/alert-settings.ts";
import { parseConfig } from "../../shared/runtime/config.ts";
import { prepareIn } from "../../shared/runtime/publish.ts";
import { keepingAlerts, nothingNew, planAlerts, sendAlerts } from "../../shared/runtime/send-alerts.ts";
import { instance, snapshotOf } from "../support/findings.ts";
import { Crash, memoryStore } from "../support/object-store.ts";
import { now } from "../support/rule-table.ts";
import { directoryWith } from "../support/terminal.ts";

const scopes = [{ partition: "aws", account: "111122223333", region: "eu-west-1" }];
const bad = { storageEncrypted: false };
const day = 86_400_000;
const scanOf = (index: number, resources: ReturnType<typeof instance>[]) =>
	snapshotOf({ scopes, resources, errors: [] }, { id: `scan-${index}`, finishedAt: now + index * day });
const first = [instance("a")];
const second = [instance("a", bad)];

let place: Awaited<ReturnType<typeof directoryWith>>;
let server: Server;
let heard: Alert[];
beforeEach(async () => {
	place = await directoryWith();
	heard = [];
	server = createServer((request, response) => {
		let text = "";
		request.on("data", (chunk) => {
			text += chunk;
		});
		request.on("end", () => {
			heard.push(JSON.parse(text) as Alert);
			response.writeHead(204).end();
		});
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
});
afterEach(async () => {
	server.close();
	await place.remove();
});

async function settingsOf(further: object = {}) {
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	const targets = { hook: { type: "webhook", url, secret: { env: "HOOK_SECRET" } } };
	const path = place.path("parapet.config.json");
	const { alerts } = await parseConfig({ alerts: { targets, ...further } }, path);
	if (!alerts) throw new Error("no alerts");
	return alertSettings(alerts, path, undefined);
}
const parts = { environment: { HOOK_SECRET: "not-a-secret" }, owner: "test", budget: 60_000 };
const names = () => heard.map(({ kind, resource }) => `${kind} ${resource?.name}`);

describe("alerts of a scan that is published", () => {
	it.each(["before", "after"] as const)(
		"are kept when the command ends right %s the pointer moves, and sent by the next one, once",
		async (when) => {
			const settings = await settingsOf();
			const store = memoryStore();
			const publish = async (index: number, resources: ReturnType<typeof instance>[]) => {
				const publication = await prepareIn(store, scanOf(index, resources), resources, { prefix: "", reports: false });
				await publication.publish(async () => {}, keepingAlerts(settings));
			};
			await publish(0, first);
			// The third write: snapshot, findings, pointer.
			store.crashAt(2, when);
			await expect(publish(1, second)).rejects.toThrow(Crash);
			expect(await sendAlerts(nothingNew, settings, parts)).toMatchObject({ sent: 1, alerts: 1, waiting: [] });
			expect(names()).toEqual(["new a"]);
			await publish(1, second);
			expect(await sendAlerts(nothingNew, settings, parts)).toMatchObject({ sent: 0, waiting: [] });
			expect(names()).toEqual(["new a"]);
		},
	);
});

describe("alerts between two snapshots", () => {
	it("are kept for a window when the configuration says so, and counted", async () => {
		const settings = await settingsOf({ routes: [{ targets: ["hook"], every: "daily" }] });
		const plan = await planAlerts(scanOf(0, first), scanOf(1, second), settings);
		expect(plan).toMatchObject({ held: 1, quiet: 0, batch: { deliveries: [] } });
		for (let times = 0; times < 2; times++) expect(await sendAlerts(plan, settings, parts)).toMatchObject({ sent: 0, waiting: [] });
		expect(heard).toEqual([]);
	});

	it("are planned without anything being kept or sent", async () => {
		const settings = await settingsOf();
		expect((await planAlerts(scanOf(0, first), scanOf(1, second), settings)).batch.deliveries).toMatchObject([
			{ target: "hook", message: { kind: "new" } },
		]);
		expect(await sendAlerts(nothingNew, settings, parts)).toMatchObject({ sent: 0, alerts: 0 });
	});
});
