import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { RemediationConfig, remediationSettings } from "../../shared/remediations/settings.ts";
import { AlertConfig } from "../../shared/runtime/alert-settings.ts";
import { DeployConfig } from "../../shared/runtime/deploy-settings.ts";
import { deploymentOf } from "../../stacks/deployment.ts";

const page = await readFile("docs/configuration.md", "utf8");

interface Schema {
	readonly type?: string;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly items?: Schema;
	readonly additionalProperties?: Schema | boolean;
	readonly anyOf?: readonly Schema[];
	readonly oneOf?: readonly Schema[];
}
const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input" }) as Schema;

/** The cells of the rows of a section, by the first without its backquotes. */
function rowsOf(heading: string): Map<string, string[]> {
	const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
	const rows = section.split("\n").filter((line) => line.startsWith("| `"));
	return new Map(rows.map((line) => line.slice(2, -2).split(" | ")).map(([key = "", ...cells]) => [key.replaceAll("`", ""), cells]));
}

/** The members of an object and of the objects in it, as paths. */
const paths = (schema: Schema, prefix = ""): string[] =>
	Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
		member.properties && name !== "signingSecret" ? paths(member, `${prefix}${name}.`) : [`${prefix}${name}`],
	);

/** Names of members anywhere in a schema. */
function names({ properties = {}, items, additionalProperties, anyOf = [], oneOf = [] }: Schema): Set<string> {
	const inner = [...Object.values(properties), ...anyOf, ...oneOf, ...(items ? [items] : [])];
	if (typeof additionalProperties === "object") inner.push(additionalProperties);
	return new Set([...Object.keys(properties), ...inner.flatMap((each) => [...names(each)])]);
}

describe("docs/configuration.md", () => {
	it("has every member of deploy, and no other", () => {
		expect([...rowsOf("Deploy").keys()]).toEqual(paths(schemaOf(DeployConfig)));
	});

	it("names the defaults that a deployment has", () => {
		const rows = rowsOf("Deploy");
		const deployment = deploymentOf(
			{
				document: { access: { roles: [], inspectLogEvents: false }, databases: [], kubernetes: { clusters: [] }, deploy: {} },
			} as unknown as Parameters<typeof deploymentOf>[0],
			{ stage: "prod", account: "111122223333", region: "eu-west-1", partition: "aws" } as Parameters<typeof deploymentOf>[1],
		);
		const { schedule, timezone, concurrency, evidenceDays, workDays, logDays, events, tracing } = deployment;
		const expected = {
			schedule: `\`${schedule}\``,
			timezone: `\`${timezone}\``,
			concurrency: `${concurrency}`,
			"retention.evidenceDays": `${evidenceDays}`,
			"retention.workDays": `${workDays}`,
			"retention.logDays": `${logDays}`,
			events: `${events}`,
			tracing: `${tracing}`,
		};
		expect(Object.fromEntries(Object.keys(expected).map((name) => [name, rows.get(name)?.[1]]))).toEqual(expected);
	});
});

describe("docs/configuration.md on remediation", () => {
	it("has every member, and no other", () => {
		const written = paths(schemaOf(RemediationConfig)).map((path) =>
			path.replace(/^settings\.ephemeralTags\..*/, "settings.ephemeralTags"),
		);
		expect([...rowsOf("Remediation").keys()]).toEqual(written);
	});

	it("names the defaults", () => {
		const { mode, budget, timezone, expiryHours, actions } = remediationSettings();
		const expected = {
			mode: `\`${mode}\``,
			"budget.perHour": `${budget.perHour}`,
			"budget.share": `${budget.share}`,
			timezone: `\`${timezone}\``,
			expiryHours: `${expiryHours}`,
			"settings.backupDays": `${actions.backupDays}`,
			"settings.logDays": `${actions.logDays}`,
			"settings.rotationDays": `${actions.rotationDays}`,
		};
		const rows = rowsOf("Remediation");
		expect(Object.fromEntries(Object.keys(expected).map((name) => [name, rows.get(name)?.[1]]))).toEqual(expected);
	});
});

describe("docs/alerts.md", () => {
	it("has every setting of alerts", async () => {
		const alerts = await readFile("docs/alerts.md", "utf8");
		const missing = [...names(schemaOf(AlertConfig))].filter((name) => !new RegExp(`\\b${name}\\b`).test(alerts));
		expect(missing).toEqual([]);
	});
});
