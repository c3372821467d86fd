import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { Alert, Digest, Message } from "../../../shared/core/alerts/alert.ts";
import { told } from "../../../shared/core/alerts/digest.ts";
import { alertsOf } from "../../../shared/core/alerts/from-drift.ts";
import { sampleAlert } from "../../../shared/core/alerts/sample.ts";
import { alertSchema } from "../../../shared/core/alerts/schema.ts";
import { diff } from "../../../shared/core/diff.ts";
import { renderSns } from "../../../shared/sinks/sns/render.ts";
import { alertOf } from "../../support/alerts.ts";
import { instance, inventoryOf, rdsDenied, snapshotOf } from "../../support/findings.ts";
import { now } from "../../support/rule-table.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(alertSchema);
const errorsOf = (message: unknown) => {
	validate(message);
	return validate.errors ?? [];
};

const bad = { storageEncrypted: false };
const scans = [[instance("a", bad), instance("b")], [instance("a"), instance("b", bad)], [instance("a", { backupRetentionDays: 0 })]].map(
	(resources) => snapshotOf(inventoryOf(resources)),
);
const real = [...scans, snapshotOf(inventoryOf([], [rdsDenied])), ...scans].flatMap((after, index, all): Alert[] => {
	const before = all[index - 1];
	return before
		? alertsOf({ drift: diff(before, after), before, after, environmentTags: [], report: "https://example.com/{snapshot}" })
		: [];
});

describe("the schema of alerts", () => {
	it("holds for every kind of alert", () => {
		expect(new Set(real.map((alert) => alert.kind)).size).toBeGreaterThanOrEqual(4);
		for (const alert of real) expect(errorsOf(alert)).toEqual([]);
		expect(errorsOf(sampleAlert(now))).toEqual([]);
	});

	it("holds for digests, and for what is left of one that is too long", async () => {
		const many = Array.from({ length: 5000 }, (_, index) => alertOf(`db-${index}`));
		const [digest] = told(many) as [Message];
		expect(errorsOf(digest)).toEqual([]);
		const { message } = await renderSns(digest, { put: async (key) => `s3://bucket/${key}` });
		const short = JSON.parse(JSON.parse(message).default);
		expect(short).toHaveProperty("whole.url");
		expect(errorsOf(short)).toEqual([]);
	});

	it("holds for digests that were written before there were alerts about Parapet itself", () => {
		const [digest] = told([alertOf("a"), alertOf("b")]) as [Digest];
		const { system: _, ...kinds } = digest.kinds;
		expect(errorsOf({ ...digest, kinds })).toEqual([]);
	});

	it("refuses what is no alert", () => {
		expect(errorsOf({ ...alertOf("a"), kind: "strange" })).not.toEqual([]);
		expect(errorsOf({ ...alertOf("a"), schema: "parapet.alert/2" })).not.toEqual([]);
		expect(errorsOf({ ...alertOf("a"), id: "short" })).not.toEqual([]);
	});

	it("is published", async () => {
		const published = await readFile(new URL("../../../docs/schemas/alert-1.json", import.meta.url), "utf8");
		expect(published).toBe(`${JSON.stringify(alertSchema, null, 2)}\n`);
	});
});
