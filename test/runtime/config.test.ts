import { describe, expect, it } from "vitest";
import { parseConfig } from "../../shared/runtime/config.ts";

const problems = async (data: unknown): Promise<readonly string[]> =>
	parseConfig(data, "parapet.config.json").then(
		() => [],
		(error) => error.problems,
	);

describe("the configuration", () => {
	it("is whole without a single setting", async () => {
		expect(await parseConfig({}, "x")).toEqual({ path: "x", rules: { enabled: [], disabled: [], severities: {}, parameters: {} } });
	});

	it("reports every mistake at once with its path", async () => {
		expect(await problems({ regions: ["europe"], concurrency: 0, accounts: [{ roleArn: "nobody" }], colour: true })).toEqual([
			expect.stringContaining("regions[0]: must be a region"),
			expect.stringContaining("accounts[0].roleArn: must be the ARN of an IAM role"),
			expect.stringContaining("concurrency: "),
			expect.stringContaining("colour"),
		]);
	});

	it("checks rule settings against the catalogue", async () => {
		expect(
			await problems({
				rules: {
					"rds-instance-backup-retenton": {},
					"rds-instance-backup-retention": { parameters: { minimumDays: 99, days: 1 }, severity: "bad" },
				},
				parameters: { minimumDay: 3 },
			}),
		).toEqual([
			expect.stringContaining('parameters.minimumDay: no rule has a parameter of this name; did you mean "minimumDays"?'),
			expect.stringContaining('there is no such rule; did you mean "rds-instance-backup-retention"?'),
			expect.stringContaining("rules.rds-instance-backup-retention.severity"),
			expect.stringContaining("rules.rds-instance-backup-retention.parameters.minimumDays"),
			expect.stringContaining("rules.rds-instance-backup-retention.parameters"),
		]);
	});

	it("gives a shared parameter to every rule that declares it, and a rule's own setting wins", async () => {
		const { rules } = await parseConfig(
			{
				parameters: { minimumDays: 10 },
				rules: { "rds-cluster-backup-retention": { parameters: { minimumDays: 20 } }, "rds-instance-multi-az": { enabled: false } },
			},
			"x",
		);
		expect(rules.parameters["rds-instance-backup-retention"]).toMatchObject({ minimumDays: 10 });
		expect(rules.parameters["rds-cluster-backup-retention"]).toMatchObject({ minimumDays: 20 });
		expect(rules.disabled).toEqual(["rds-instance-multi-az"]);
	});

	it("takes policies, and settings of their rules without knowing them", async () => {
		const config = await parseConfig(
			{
				policies: { paths: ["policies", "s3://acme/policies/"], shipped: false },
				rules: { "policy/acme.tls": { severity: "low" }, "policy/acme.tls/no-verify": { enabled: false } },
			},
			"x",
		);
		expect(config.policies).toEqual({ paths: ["policies", "s3://acme/policies/"], shipped: false });
		expect(config.rules).toMatchObject({ severities: { "policy/acme.tls": "low" }, disabled: ["policy/acme.tls/no-verify"] });
		expect(await problems({ policies: { path: "x" }, rules: { "policy/acme.tls": { parameters: { days: 1 }, severity: "bad" } } })).toEqual(
			[expect.stringContaining("policies")],
		);
		expect(await problems({ rules: { "policy/acme.tls": { parameters: { days: 1 }, severity: "bad" } } })).toEqual([
			expect.stringContaining("rules.policy/acme.tls.severity"),
			expect.stringContaining("rules.policy/acme.tls.parameters"),
		]);
	});
});
