import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { scanPermissions } from "../../shared/collectors/scan.permissions.ts";
import type { AppConfig } from "../../shared/runtime/app/app-config.ts";
import { changeRules } from "../../shared/runtime/app/change-patterns.ts";
import { block, expression, jsonencode } from "../../shared/runtime/app/hcl.ts";
import { enteringFunctions, type MemberOptions, memberOptions } from "../../shared/runtime/app/member.ts";
import { memberCloudFormation, memberTemplate } from "../../shared/runtime/app/member-template.ts";
import { memberTerraform } from "../../shared/runtime/app/member-terraform.ts";
import { functionTable } from "../../stacks/function-table.ts";
import { functionNames, namesOf } from "../../stacks/names.ts";

const options: MemberOptions = {
	partition: "aws",
	account: "123456789012",
	region: "eu-central-1",
	stage: "prod",
	roleName: "parapet-scanner",
	events: true,
	securityHub: true,
	inspectLogEvents: true,
	databaseUsers: ["parapet"],
};
const least: MemberOptions = { ...options, events: false, securityHub: false, inspectLogEvents: false, databaseUsers: [] };

interface Resource {
	readonly Type: string;
	readonly Condition?: string;
	readonly Properties: Readonly<Record<string, unknown>>;
}
interface Statement {
	readonly Sid?: string;
	readonly Action: string | readonly string[];
	readonly Condition?: object;
	readonly Principal?: object;
}
const resourcesOf = (of: MemberOptions) => memberTemplate(of).Resources as unknown as Readonly<Record<string, Resource>>;
const trustOf = (role: Resource) => (role.Properties.AssumeRolePolicyDocument as { Statement: readonly Statement[] }).Statement;
const policyOf = (role: Resource) =>
	(role.Properties.Policies as readonly { PolicyDocument: { Statement: readonly Statement[] } }[]).flatMap(
		({ PolicyDocument }) => PolicyDocument.Statement,
	);

describe("the template of an account that is scanned", () => {
	it("is YAML that says what the template says", () => {
		expect(parse(memberCloudFormation(options))).toEqual(JSON.parse(JSON.stringify(memberTemplate(options))));
	});

	it("lets in the functions that enter accounts, with the ExternalId alone", () => {
		const names = namesOf({ partition: "aws", account: "123456789012", region: "eu-central-1", stage: "prod" });
		const entering = functionNames.filter((name) => functionTable[name].grants.some(({ on }) => on.includes("roles:members")));
		expect([...enteringFunctions].sort()).toEqual([...entering].sort());
		const { ScannerRole } = resourcesOf(options);
		expect(ScannerRole && trustOf(ScannerRole)).toEqual([
			{
				Effect: "Allow",
				Principal: { AWS: { "Fn::Sub": `arn:\${AWS::Partition}:iam::123456789012:root` } },
				Action: "sts:AssumeRole",
				Condition: {
					StringEquals: { "sts:ExternalId": { Ref: "ExternalId" } },
					ArnEquals: { "aws:PrincipalArn": enteringFunctions.map((name) => names.roleArn(names.role(name))) },
				},
			},
		]);
	});

	it("asks for an ExternalId: there is none to fall back to", () => {
		const { ExternalId } = memberTemplate(options).Parameters;
		expect(ExternalId).toMatchObject({ MinLength: 2 });
		expect(ExternalId).not.toHaveProperty("Default");
		expect(memberTerraform(options)).toMatch(/variable "parapet_external_id" \{\n {2}description = "[^"]+"\n {2}type {8}= string\n\}/);
		// biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
		expect(memberTerraform(options)).toContain('"sts:ExternalId" = "${var.parapet_external_id}"');
	});

	it("reads what a scan reads, and nothing of other accounts", () => {
		const actions = (of: MemberOptions) => policyOf(resourcesOf(of).ScannerRole as Resource).flatMap(({ Action }) => Action);
		const own = scanPermissions.filter((action) => !["organizations:ListAccounts", "sts:AssumeRole"].includes(action));
		expect(actions(options).sort()).toEqual([...own, "rds-db:connect", "securityhub:BatchImportFindings"].sort());
		expect(actions(least)).toEqual(own.filter((action) => action !== "logs:FilterLogEvents"));
		expect([...actions(options)].filter((action) => action.includes("*"))).toEqual([]);
		for (const action of actions(options)) expect(memberTerraform(options)).toContain(`"${action}"`);
	});

	it("makes the role once, and rules in every region but that of the deployment", () => {
		const resources = Object.values(resourcesOf(options));
		expect(resources.filter(({ Condition }) => Condition === "InRegionOfRole").map(({ Type }) => Type)).toEqual(["AWS::IAM::Role"]);
		const rules = resources.filter(({ Type }) => Type === "AWS::Events::Rule");
		expect(rules.map(({ Properties }) => Properties.EventPattern)).toEqual(changeRules.map(({ pattern }) => pattern));
		for (const { Condition, Properties } of rules) {
			expect(Condition).toBe("Elsewhere");
			expect(Properties.Targets).toEqual([
				{
					Id: "parapet",
					Arn: "arn:aws:events:eu-central-1:123456789012:event-bus/parapet-prod",
					RoleArn: { "Fn::GetAtt": ["ForwardingRole", "Arn"] },
				},
			]);
		}
		expect(memberTemplate(options).Conditions.Elsewhere).toEqual({
			"Fn::Not": [
				{
					"Fn::And": [
						{ "Fn::Equals": [{ Ref: "AWS::AccountId" }, "123456789012"] },
						{ "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-central-1"] },
					],
				},
			],
		});
	});

	it("names every role, rule and condition once", () => {
		const template = memberTemplate(options);
		const resources = Object.values(resourcesOf(options));
		const names = resources.map(({ Properties }) => JSON.stringify(Properties.Name ?? Properties.RoleName));
		expect(new Set(names).size).toBe(names.length);
		expect(resources).toHaveLength(changeRules.length + 2);
		for (const { Condition } of resources) expect(Object.keys(template.Conditions)).toContain(Condition);
	});

	it("forwards to the bus and to nothing else", () => {
		const forwarding = resourcesOf(options).ForwardingRole as Resource;
		expect(policyOf(forwarding)).toEqual([
			{
				Sid: "Forward",
				Effect: "Allow",
				Action: ["events:PutEvents"],
				Resource: "arn:aws:events:eu-central-1:123456789012:event-bus/parapet-prod",
			},
		]);
		expect(trustOf(forwarding)[0]).toMatchObject({ Principal: { Service: "events.amazonaws.com" } });
	});

	it("without events makes the role alone", () => {
		expect(Object.keys(resourcesOf(least))).toEqual(["ScannerRole"]);
		expect(memberTerraform(least)).not.toContain("aws_cloudwatch_event");
	});

	it("is small enough for CloudFormation to take it as it is", () => {
		expect(Buffer.byteLength(memberCloudFormation(options))).toBeLessThan(51_200);
	});
});

describe("Terraform", () => {
	it("is written as terraform fmt writes it: signs below each other in rows of whole values", () => {
		expect(
			block('resource "x" "y"', {
				a: 1,
				long: "text",
				policy: jsonencode({ Version: "1", "aws:Key": ["v"], B: [], last: true }),
				longest_of_all: expression("x.y"),
			}),
		).toBe(
			`resource "x" "y" {
  a    = 1
  long = "text"
  policy = jsonencode({
    Version = "1"
    "aws:Key" = [
      "v",
    ]
    B    = []
    last = true
  })
  longest_of_all = x.y
}
`,
		);
	});
});

describe("what an account must know", () => {
	const config = (access: object, deploy: object = {}) =>
		({ access: { roles: [], inspectLogEvents: false, ...access }, databases: [], deploy }) as unknown as AppConfig;
	const place = { partition: "aws", account: "123456789012", region: "eu-central-1", stage: "prod" };
	const role = (account: string, name: string) => ({ roleArn: `arn:aws:iam::${account}:role/${name}` });

	it("is the role that the configuration names", () => {
		expect(memberOptions(place, config({ organization: { roleName: "security/scanner" } }))).toMatchObject({
			roleName: "scanner",
			events: true,
		});
		expect(memberOptions(place, config({ roles: [role("111122223333", "a"), role("444455556666", "a")] })).roleName).toBe("a");
		expect(memberOptions(place, config({}, { events: false }))).toMatchObject({ roleName: "parapet-scanner", events: false });
	});

	it("is one name: one template makes one role", () => {
		expect(() => memberOptions(place, config({ roles: [role("111122223333", "a"), role("444455556666", "b")] }))).toThrow("a, b");
	});
});
