import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../../shared/core/finding.ts";
import type { ApiCall } from "../../shared/remediations/action.ts";
import { levels } from "../../shared/remediations/action.ts";
import { needsOf } from "../../shared/remediations/engine/needs.ts";
import { windowFrom } from "../../shared/remediations/engine/windows.ts";
import { modes } from "../../shared/remediations/modes.ts";
import { remediations } from "../../shared/remediations/registry.ts";
import { RemediationConfig, remediationSettings } from "../../shared/remediations/settings.ts";
import type { Preview } from "../../shared/runtime/remediate/preview.ts";
import { command, scriptOf } from "../../shared/runtime/remediate/script.ts";
import { selectWanted } from "../../shared/runtime/remediate/selection.ts";
import { directoryWith, parapet } from "../support/terminal.ts";

describe("parapet remediate", () => {
	let directory: Awaited<ReturnType<typeof directoryWith>>;
	beforeAll(async () => {
		directory = await directoryWith();
	});
	afterAll(() => directory.remove());

	it("explains itself, with exit codes and examples", async () => {
		const { code, stdout } = await parapet(["remediate", "--help"]);
		expect(code).toBe(0);
		for (const part of ["Usage: parapet remediate actions", "Exit codes: 0 all", "# take it back", "--plan HASH…", "Where"])
			expect(stdout).toContain(part);
		expect((await parapet(["--help"])).stdout).toContain("parapet remediate plan --snapshot FILE");
	});

	it.each([
		[[], "Say what to do"],
		[["repair"], "Say what to do"],
		[["plan"], "--snapshot FILE"],
		[["plan", "snapshot.json"], "--snapshot FILE"],
		[["apply"], "Say what to apply"],
		[["apply", "plan.json", "--snapshot", "s.json"], "Say what to apply"],
		[["apply", "--snapshot", "s.json", "--yes"], "--yes needs --plan HASH"],
		[["apply", "--snapshot", "s.json", "--plan", "0123"], "no hash of a plan"],
		[["apply", "plan.json", "--timeout", "soon"], "--timeout must be minutes"],
		[["rollback"], "Name the attempt"],
		[["release"], "Name the attempt"],
		[["status", "--format", "script"], "--format script is for"],
		[["actions", "rds-instance-privat"], 'did you mean "rds-instance-private"'],
		[["plan", "--snapshots", "x"], "Unknown option"],
	])("%j is told what it lacks", async (args, message) => {
		const { code, stderr, stdout } = await parapet(["remediate", ...args]);
		expect([code, stdout]).toEqual([1, ""]);
		expect(stderr).toContain(message);
	});

	it("lists the repairs, and explains each", async () => {
		const list = await parapet(["remediate", "actions"]);
		expect(list.stdout.split("\n").filter((line) => /^[a-z0-9-]+ +(?:auto|window|approve) /.test(line))).toHaveLength(remediations.length);
		const one = await parapet(["remediate", "actions", "rds-instance-private"]);
		expect(one.stdout).toMatch(/changes +rds:ModifyDBInstance/);
		const json = JSON.parse((await parapet(["remediate", "actions", "--format", "json"])).stdout) as { id: string }[];
		expect(json.map(({ id }) => id)).toEqual(remediations.map(({ id }) => id));
	});

	it("colours only on a terminal", async () => {
		const state = ["--state", directory.path("state")];
		await parapet(["remediate", "pause", ...state]);
		expect((await parapet(["remediate", "status", ...state], { terminal: true })).stdout).toBe("0 attempts\n");
		expect((await parapet(["remediate", "pause", "--off", ...state])).stdout).toBe("The pause is over.\n");
	});

	it("says that there is no such attempt", async () => {
		for (const verb of ["status", "rollback", "release"]) {
			const { code, stderr } = await parapet(["remediate", verb, "nothing", "--state", directory.path("state")]);
			expect([code, stderr]).toEqual([1, expect.stringContaining('There is no attempt "nothing"')]);
		}
	});
});

describe("a script of plans", () => {
	const call = (input: ApiCall["input"], api: ApiCall["api"] = "rds:ModifyDBInstance"): ApiCall => ({ api, input, does: "Change it" });

	it("names the commands as the AWS CLI does", () => {
		const names = {
			"rds:ModifyDBInstance": "rds modify-db-instance",
			"rds:ModifyDBClusterSnapshotAttribute": "rds modify-db-cluster-snapshot-attribute",
			"ec2:RevokeSecurityGroupIngress": "ec2 revoke-security-group-ingress",
			"kms:EnableKeyRotation": "kms enable-key-rotation",
			"logs:PutRetentionPolicy": "logs put-retention-policy",
			"eks:UpdateClusterConfig": "eks update-cluster-config",
		} as const;
		for (const [api, name] of Object.entries(names))
			expect(command(call({}, api as ApiCall["api"]), "eu-west-1")).toContain(`\naws ${name} --region 'eu-west-1'`);
	});

	it("lets no text from AWS become a command", () => {
		const evil = "x'; rm -rf ~; echo '$(id)`id`\n";
		const hostile = {
			action: "a",
			title: `t\nrm -rf /`,
			target: { arn: evil, kind: "rds.DbInstance", name: evil, partition: "aws", account: "1", region: evil },
			rules: [],
			findings: [],
			result: "plan",
			hash: "h",
			plan: {
				level: "auto",
				calls: [{ ...call({ name: evil }), does: evil }],
				inverse: [{ ...call({ name: evil }), does: evil }],
				desired: {},
				downtime: evil,
				risk: "low",
				notes: [evil],
				hints: { terraform: evil },
			},
		} as Preview;
		const script = [...scriptOf([hostile])].join("");
		// Outside of single quotes and comments there is nothing but the command itself.
		const bare = script
			.replaceAll("'\\''", "")
			.replace(/^#.*$/gm, "")
			.replace(/'[^']*'/g, "Q");
		expect(bare.split("\n").filter((line) => line.trim() !== "")).toEqual([
			"set -eu",
			"aws rds modify-db-instance --region Q --cli-input-json Q",
		]);
	});
});

describe("what a snapshot asks to be repaired", () => {
	const finding = (ruleId: string, name: string, also: Partial<Finding> = {}): Finding =>
		({
			uid: `${ruleId}/${name}`,
			ruleId,
			verdict: "fail",
			resource: {
				arn: `arn:${name}`,
				kind: "rds.DbInstance",
				name,
				partition: "aws",
				account: "111122223333",
				region: "eu-west-1",
				tags: {},
			},
			...also,
		}) as Finding;
	const findings = [
		finding("rds-instance-not-public", "b"),
		finding("rds-instance-public-access-disabled", "b"),
		finding("rds-instance-not-public", "a"),
		finding("rds-instance-not-public", "c", { suppressedBy: "s1" }),
		finding("rds-instance-not-public", "d", { verdict: "pass" }),
		finding("rds-instance-default-port", "a"),
	];
	const names = (selection: Parameters<typeof selectWanted>[2]) =>
		selectWanted(findings, remediations, selection).wanted.map(({ action, target, rules }) => [action.id, target.name, rules.length]);

	it("is one repair for each resource, whatever number of rules says so; suppressed findings are counted", () => {
		const selected = selectWanted(findings, remediations, {});
		expect(names({})).toEqual([
			["rds-instance-private", "a", 1],
			["rds-instance-private", "b", 2],
		]);
		expect([selected.suppressed, selected.others]).toEqual([1, 1]);
	});

	it("can be narrowed by finding, rule, resource and repair", () => {
		expect(names({ resources: ["a"] })).toEqual([["rds-instance-private", "a", 1]]);
		expect(names({ rules: ["*-access-disabled"] })).toEqual([["rds-instance-private", "b", 1]]);
		expect(names({ findings: ["rds-instance-not-public/a"] })).toHaveLength(1);
		expect(names({ actions: ["eks-*"] })).toEqual([]);
	});
});

describe("remediation: in the configuration", () => {
	const problems = (config: unknown): string[] => RemediationConfig.safeParse(config).error?.issues.map(({ path }) => path.join(".")) ?? [];

	it("changes nothing by default", () => {
		expect(remediationSettings()).toMatchObject({ mode: "plan", allow: [], budget: { perHour: 10, share: 0.1 }, windows: [] });
	});

	it("refuses what it does not know or what cannot be meant", () => {
		expect(problems({ allow: [{}] })).toEqual(["allow.0.accounts"]);
		expect(problems({ mode: "always" })).toEqual(["mode"]);
		expect(problems({ rules: [{ mode: "auto", account: ["x"] }] })).toEqual(["rules.0"]);
		expect(problems({ rules: [{ mode: "auto", resources: ["/(/"] }] })).toEqual(["rules.0.resources.0"]);
		expect(problems({ windows: [{ from: "02:00", to: "02:00" }] })).toEqual(["windows.0"]);
		expect(problems({ timezone: "Mars" })).toEqual(["timezone"]);
		expect(problems({ settings: { allowedCidrs: ["10.0.0.0/33"] } })).toEqual(["settings.allowedCidrs.0"]);
		expect(problems({ settings: { logDays: 8 } })).toEqual(["settings.logDays"]);
		expect(problems({ settings: { ephemeralTags: {} } })).toEqual(["settings.ephemeralTags"]);
		expect(
			problems({
				allow: [{ accounts: ["*"], tags: { env: "dev" } }],
				settings: { allowedCidrs: ["10.0.0.0/8", "2001:db8::/32"], logDays: 365 },
			}),
		).toEqual([]);
	});

	it("opens windows in the time zone, over midnight and over the change of clocks", () => {
		const at = (windows: Parameters<typeof windowFrom>[0]["windows"], time: string) => {
			const from = windowFrom({ windows, timezone: "Europe/Berlin" }, Date.parse(time));
			return from === undefined ? undefined : new Date(from).toISOString();
		};
		expect(at([], "2026-11-24T10:00:00Z")).toBeUndefined();
		expect(at([{ from: "11:00", to: "12:00" }], "2026-11-24T10:30:00Z")).toBe("2026-11-24T10:30:00.000Z");
		expect(at([{ from: "11:00", to: "12:00" }], "2026-11-24T11:00:00Z")).toBe("2026-11-25T10:00:00.000Z");
		expect(at([{ from: "23:00", to: "01:00", days: ["sat"] }], "2026-11-28T23:30:00Z")).toBe("2026-11-28T23:30:00.000Z");
		expect(at([{ from: "23:00", to: "01:00", days: ["sat"] }], "2026-11-24T10:00:00Z")).toBe("2026-11-28T22:00:00.000Z");
		expect(at([{ from: "04:00", to: "05:00", days: ["sun"] }], "2026-10-24T10:00:00Z")).toBe("2026-10-25T03:00:00.000Z");
	});

	it("takes the stricter of mode and level", () => {
		const table = modes
			.filter((mode) => mode !== "off")
			.map((mode) =>
				levels
					.map((level) => needsOf(mode, level, false))
					.map((needs) => (needs ? `${needs.approval ? "a" : ""}${needs.window ? "w" : ""}` : "-")),
			);
		expect(table).toEqual([
			["-", "-", "-"],
			["a", "aw", "a"],
			["w", "w", "aw"],
			["", "w", "a"],
		]);
		expect(needsOf("auto", "auto", true)).toEqual({ approval: true, window: false });
	});
});
