import { describe, expect, it } from "vitest";
import { documentOf } from "../../../shared/core/document.ts";
import { seen, unread } from "../../../shared/core/observed.ts";
import type { DatabaseConnection } from "../../../shared/core/resources/index.ts";
import { readBundle } from "../../../shared/policies/bundle.ts";
import { shippedBundle } from "../../../shared/policies/shipped.ts";
import { dryRun } from "../../../shared/runtime/opa/dry-run.ts";
import type { PolicyFolder } from "../../../shared/runtime/opa/folder.ts";
import { compliant } from "../../support/compliant/index.ts";

const plain = seen({ enabled: false });
const unknown = unread({ service: "postgres", operation: "read", cause: "denied", message: "permission denied" });
const document = (differences: Partial<DatabaseConnection>) =>
	documentOf({ ...compliant("database.Connection"), ...differences }, "2026-06-15T12:00:00.000Z");
const names = ["parapet", "connection_tls"];

/** An opa that gives the same answer for every evaluation, and remembers what it was asked. */
function opaThatSays(answers: readonly (readonly object[])[]): {
	folder: PolicyFolder;
	asked: { args: readonly string[]; input: string }[];
} {
	const asked: { args: readonly string[]; input: string }[] = [];
	const value = answers.map((deny) => ({ deny }));
	const run: PolicyFolder["opa"]["run"] = async (args, { input = "" } = {}) => {
		asked.push({ args, input });
		return { code: 0, stdout: JSON.stringify({ result: [{ expressions: [{ value }] }] }), stderr: "" };
	};
	return { folder: { opa: { path: "opa", version: "1.0.0", run }, directory: "policies", v0: [] }, asked };
}

async function judged(folder: PolicyFolder, ...documents: ReturnType<typeof document>[]) {
	const bundle = readBundle(await shippedBundle(), "shipped");
	const packages = [{ package: names, decisions: ["deny"] as const, files: [] }];
	const built = { file: new Uint8Array(), bundle, sources: [], packages };
	return dryRun(folder, built, (policy) => (policy.package === names.join(".") ? documents : []));
}

const finding = { msg: "orders-api to orders as orders_app is not encrypted.", severity: "critical" };

describe("the dry run of compiled policies", () => {
	it("agrees with opa when both say the same, whatever the order of members", async () => {
		const { severity, msg } = finding;
		const { folder } = opaThatSays([[{ severity, msg }]]);
		expect(await judged(folder, document({ tls: plain }))).toMatchObject([{ verdict: "fail", otherwise: undefined }]);
	});

	it.each([
		["nothing", [[]], "nothing"],
		["another text", [[{ ...finding, msg: "No." }]], "No."],
		["another severity", [[{ ...finding, severity: "low" }]], finding.msg],
		["more", [[finding, { ...finding, msg: "And so on." }]], `And so on. ${finding.msg}`],
	])("tells when opa says %s", async (_, answer, otherwise) => {
		const { folder } = opaThatSays(answer);
		expect(await judged(folder, document({ tls: plain }))).toMatchObject([{ verdict: "fail", otherwise }]);
	});

	it("asks opa only about what was judged, at the time of the document", async () => {
		const { folder, asked } = opaThatSays([[]]);
		const verdicts = await judged(folder, document({ tls: unknown }), document({}));
		expect(verdicts).toMatchObject([
			{ verdict: "indeterminate", reason: expect.stringMatching(/^it lacks resource\.tls \(.*permission denied/), otherwise: undefined },
			{ verdict: "pass", otherwise: undefined },
		]);
		expect(asked).toHaveLength(1);
		// As text: a double does not hold it.
		expect(asked[0]?.input).toContain(`"now": ${Date.parse("2026-06-15T12:00:00.000Z")}000000,`);
		expect(JSON.parse(asked[0]?.input ?? "")).toHaveLength(1);
	});

	it("does not go on when opa leaves documents out", async () => {
		const { folder } = opaThatSays([]);
		await expect(judged(folder, document({}))).rejects.toThrow("opa answered for 0 of 1 documents");
	});

	it("looks at no other kind", async () => {
		const { folder, asked } = opaThatSays([]);
		const other = documentOf(compliant("kms.Key"), "2026-06-15T12:00:00.000Z");
		expect(await judged(folder, other)).toMatchObject([{ verdict: "notApplicable", results: [] }]);
		expect(asked).toEqual([]);
	});
});
