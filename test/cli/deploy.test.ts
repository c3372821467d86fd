import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { directoryWith, parapet } from "../support/terminal.ts";

const config = JSON.stringify({
	organization: { roleName: "parapet-scanner", externalId: "9f2c4a7d1b8e" },
	alerts: {
		targets: {
			security: {
				type: "slack",
				channel: "C0000001",
				token: { secret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:parapet/slack-AbCdEf", key: "token" },
			},
		},
	},
	deploy: { organizationId: "o-abcdefghij" },
});
let place: Awaited<ReturnType<typeof directoryWith>>;
beforeAll(async () => {
	place = await directoryWith({ "parapet.config.json": config });
});
afterAll(() => place.remove());

const memberTemplate = (...args: string[]) =>
	parapet([
		"deploy",
		"member-template",
		"--config",
		place.path("parapet.config.json"),
		"--account",
		"111122223333",
		"--region",
		"eu-west-1",
		...args,
	]);

describe("parapet deploy", () => {
	it.each<[string[], RegExp]>([
		[[], /Say what to do: parapet deploy check/],
		[["destroy"], /Say what to do/],
		[["check", "prod"], /Say what to do/],
		[["check", "--before", "--after"], /exclude each other/],
		[["check", "--format", "terraform"], /is for deploy member-template/],
		[["check", "--account", "111122223333"], /--account is for deploy member-template/],
		[["check", "--no-event", "--target", "security"], /none is sent/],
		[["check", "--before", "--target", "security"], /none is sent/],
		[["check", "--timeout", "0"], /--timeout must be seconds/],
		[["check", "--timeout", "soon"], /--timeout must be seconds/],
		[["member-template", "--after"], /--after is for deploy check/],
		[["member-template", "--format", "json"], /is for deploy check/],
		[["member-template", "--format", "yaml"], /does not know "yaml"/],
	])("%j says what is wrong and does nothing", async (args, said) => {
		const { code, stdout, stderr } = await parapet(["deploy", ...args]);
		expect(code).toBe(1);
		expect(stdout).toBe("");
		expect(stderr).toMatch(said);
	});

	it("prints the template for other accounts without asking AWS when the account is named", async () => {
		const { code, stdout } = await memberTemplate("--stage", "dev");
		expect(code).toBe(0);
		const template = parse(stdout) as {
			Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
			Description: string;
		};
		expect(template.Description).toContain("stage dev, account 111122223333, eu-west-1");
		expect(template.Resources.ScannerRole?.Properties.RoleName).toBe("parapet-scanner");
		expect(stdout).not.toContain("9f2c4a7d1b8e");
	});

	it("prints it for Terraform too", async () => {
		const { code, stdout } = await memberTemplate("--format", "terraform");
		expect(code).toBe(0);
		expect(stdout).toContain('resource "aws_iam_role"');
		expect(stdout).not.toContain("9f2c4a7d1b8e");
	});

	it("takes no account that is none", async () => {
		const { code, stderr } = await memberTemplate("--account", "1234");
		expect(code).toBe(1);
		expect(stderr).toContain("id of 12 digits");
	});
});
