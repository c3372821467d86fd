import { describe, expect, it } from "vitest";
import type { Grant } from "../../shared/runtime/app/grants.ts";
import { functionTable } from "../../stacks/function-table.ts";
import { functionNames, namesOf } from "../../stacks/names.ts";
import { type Feature, policyOf, type Subjects, secretKeyStatement, statementsOf, surroundingStatements } from "../../stacks/policies.ts";

const names = namesOf({ partition: "aws", account: "123456789012", region: "eu-central-1", stage: "prod" });
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";
const secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:slack-AbCdEf";
const everything: Subjects = {
	names,
	key,
	features: new Set<Feature>([
		"organization",
		"databases",
		"kubernetes",
		"policies",
		"securityHub",
		"securityLake",
		"slackActions",
		"inspectLogEvents",
		"remediation",
	]),
	memberRoles: ["arn:aws:iam::*:role/parapet-scanner"],
	repairRoles: ["arn:aws:iam::123456789012:role/parapet-prod-repair-rds"],
	alertSecrets: [secret],
	slackSecrets: [secret],
	databaseSecrets: ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:db"],
	databaseUsers: ["parapet"],
	clusters: ["arn:aws:eks:eu-central-1:123456789012:cluster/shop", "arn:aws:eks:eu-central-1:111122223333:cluster/theirs"],
	alertTopics: ["arn:aws:sns:eu-central-1:123456789012:mine"],
	lake: { objects: "arn:aws:s3:::lake/ext/parapet/*" },
	rotation: {
		tag: { key: "parapet:rotate", value: "true" },
		superusers: ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-1-AbCdEf"],
	},
};
const nothing: Subjects = {
	...everything,
	features: new Set(),
	memberRoles: [],
	alertSecrets: [],
	slackSecrets: [],
	databaseSecrets: [],
	databaseUsers: [],
	clusters: [],
	alertTopics: [],
	lake: undefined,
	rotation: undefined,
};
const of = (grant: Partial<Grant>, subjects = everything) =>
	statementsOf([{ id: "Test", actions: ["s3:GetObject"], on: ["key"], ...grant }], subjects);

describe("statements of grants", () => {
	it("name the clusters of the deployment's own account: those of others are found by roles", () => {
		expect(of({ actions: ["eks:DescribeCluster"], on: ["clusters:scanned"] }).map(({ Resource }) => Resource)).toEqual([
			["arn:aws:eks:eu-central-1:123456789012:cluster/shop"],
		]);
	});

	it("name the objects below a prefix of a bucket", () => {
		expect(of({ on: ["state/config/v1/", "evidence/latest/v1/"] })).toEqual([
			{
				Sid: "Test",
				Effect: "Allow",
				Action: ["s3:GetObject"],
				Resource: [
					"arn:aws:s3:::parapet-prod-state-123456789012-eu-central-1/config/v1/*",
					"arn:aws:s3:::parapet-prod-evidence-123456789012-eu-central-1/latest/v1/*",
				],
			},
		]);
	});

	it("list a bucket below prefixes alone", () => {
		expect(of({ actions: ["s3:ListBucket"], on: ["state:a/", "evidence:b/", "state:c/"] })).toEqual([
			expect.objectContaining({
				Sid: "TestInEvidence",
				Resource: ["arn:aws:s3:::parapet-prod-evidence-123456789012-eu-central-1"],
				Condition: { StringLike: { "s3:prefix": ["b/*"] } },
			}),
			expect.objectContaining({
				Sid: "TestInState",
				Resource: ["arn:aws:s3:::parapet-prod-state-123456789012-eu-central-1"],
				Condition: { StringLike: { "s3:prefix": ["a/*", "c/*"] } },
			}),
		]);
	});

	it("use the key by way of the services that keep things", () => {
		expect(of({ actions: ["kms:Decrypt"], on: ["key"] })).toEqual([
			{
				Sid: "Test",
				Effect: "Allow",
				Action: ["kms:Decrypt"],
				Resource: [key],
				Condition: {
					StringEquals: {
						"kms:ViaService": ["s3.eu-central-1.amazonaws.com", "sqs.eu-central-1.amazonaws.com", "sns.eu-central-1.amazonaws.com"],
					},
				},
			},
		]);
	});

	it("are left out when the configuration does not ask for them, or names nothing", () => {
		expect(of({ on: ["secrets:alerts"], when: "slackActions" })).toHaveLength(1);
		expect(of({ on: ["secrets:alerts"], when: "slackActions" }, { ...everything, features: new Set() })).toEqual([]);
		expect(of({ on: ["secrets:alerts"] }, nothing)).toEqual([]);
	});

	it("find a secret whose ARN leaves out what Secrets Manager appends", () => {
		const [statement] = of({ actions: ["secretsmanager:GetSecretValue"], on: ["secrets:alerts", "secrets:databases"] });
		expect(statement?.Resource).toEqual([secret, "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-??????"]);
	});

	it("write into the lake either as the function or as the role of the lake", () => {
		const on = ["bucket:lake", "role:lake"] as const;
		expect(of({ on: [...on] })[0]?.Resource).toEqual(["arn:aws:s3:::lake/ext/parapet/*"]);
		const role = "arn:aws:iam::123456789012:role/lake";
		expect(of({ on: [...on] }, { ...everything, lake: { objects: "arn:aws:s3:::lake/ext/parapet/*", role } })[0]?.Resource).toEqual([role]);
	});

	it.each(["s3:*", "s3:Get*", "*", "kms:GenerateDataKey*", "GetObject"])("refuse the action %s", (action) => {
		expect(() => of({ actions: [action] })).toThrow(action);
	});

	it("refuse everything as a resource without a reason", () => {
		expect(() => of({ on: ["*"] })).toThrow("does not say why");
		expect(of({ on: ["*"], why: "AWS offers none." })).toHaveLength(1);
	});

	it("read secrets with the tag, and write those alone that the rotation function was set for", () => {
		const all = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:*";
		expect(of({ on: ["secrets:tagged"] })).toEqual([
			expect.objectContaining({ Resource: [all], Condition: { StringEquals: { "secretsmanager:ResourceTag/parapet:rotate": ["true"] } } }),
		]);
		expect(of({ on: ["secrets:rotated"] })).toEqual([
			expect.objectContaining({
				Resource: [all],
				Condition: {
					StringEquals: {
						"secretsmanager:ResourceTag/parapet:rotate": ["true"],
						"secretsmanager:resource/AllowRotationLambdaArn": [
							"arn:aws:lambda:eu-central-1:123456789012:function:parapet-prod-rotate-secret",
						],
					},
				},
			}),
		]);
		expect(() => of({ on: ["secrets:tagged", "secrets:databases"] })).toThrow("and on something else");
	});

	it("refuse two statements of one name", () => {
		expect(() => policyOf([...of({}), ...of({})])).toThrow("Test");
	});
});

describe("the key of secrets", () => {
	const grants: Grant[] = [{ id: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], on: ["secrets:alerts"], when: "slackActions" }];

	it("is any of the account's, for these secrets, through Secrets Manager, where they are", () => {
		expect(secretKeyStatement(grants, everything)).toEqual([
			{
				Sid: "DecryptSecrets",
				Effect: "Allow",
				Action: ["kms:Decrypt"],
				Resource: ["arn:aws:kms:eu-west-1:123456789012:key/*"],
				Condition: {
					StringLike: { "kms:EncryptionContext:SecretARN": [secret] },
					StringEquals: { "kms:ViaService": ["secretsmanager.eu-west-1.amazonaws.com"] },
				},
			},
		]);
	});

	it("is not there without secrets", () => {
		expect(secretKeyStatement(grants, nothing)).toEqual([]);
		expect(secretKeyStatement([], everything)).toEqual([]);
	});
});

describe("the grants of the functions", () => {
	it.each(functionNames)("of %s become a policy, as do those of a small configuration", (name) => {
		const { grants } = functionTable[name];
		for (const subjects of [everything, nothing]) {
			const document = policyOf([...statementsOf(grants, subjects), ...secretKeyStatement(grants, subjects)]);
			const allowed = new Set(document.Statement.flatMap(({ Action }) => Action));
			const asked = grants.filter(({ when }) => when === undefined || subjects.features.has(when)).flatMap(({ actions }) => actions);
			if (subjects === everything)
				expect([...allowed].sort()).toEqual(
					[
						...new Set([
							...asked,
							...(allowed.has("kms:Decrypt") ? ["kms:Decrypt"] : []),
							// Whoever writes a secret encrypts it.
							...(asked.includes("secretsmanager:PutSecretValue") ? ["kms:GenerateDataKey"] : []),
						]),
					].sort(),
				);
			else expect(asked).toEqual(expect.arrayContaining([...allowed]));
		}
	});

	it("fit into a role: its inline policies hold 10,240 characters", () => {
		for (const name of functionNames) {
			const { grants } = functionTable[name];
			const surroundings = surroundingStatements({
				names,
				key,
				functionName: names.function(name),
				tracing: true,
				queue: names.queue("changes"),
				failures: names.undelivered,
				inVpc: true,
			});
			const text = JSON.stringify(
				policyOf([...statementsOf(grants, everything), ...secretKeyStatement(grants, everything), ...surroundings]),
			);
			expect([name, text.replace(/\s/g, "").length < 10_240]).toEqual([name, true]);
		}
	});

	// Without it S3 answers a missing object with "denied".
	it.each(functionNames)("of %s list what they read in the buckets, but for the configuration, which is there", (name) => {
		const { grants } = functionTable[name];
		const listed = grants.flatMap(({ on }) =>
			on.flatMap((target) => (/^(evidence|state):/.test(target) ? [target.replace(":", "/")] : [])),
		);
		const read = grants.filter(({ actions }) => actions.includes("s3:GetObject")).flatMap(({ on }) => on);
		const unlisted = read.filter((target) => /^(evidence|state)\//.test(target) && !listed.some((prefix) => target.startsWith(prefix)));
		expect(unlisted.filter((target) => target !== "state/config/v1/")).toEqual([]);
	});
});

describe("network interfaces in a VPC", () => {
	it("are Lambda's alone", () => {
		const statements = surroundingStatements({ names, key, functionName: "f", tracing: false, inVpc: true });
		const made = statements.find(({ Sid }) => Sid === "NetworkInterfacesOfLambda");
		const denied = statements.find(({ Effect }) => Effect === "Deny");
		expect(made?.Action).toContain("ec2:CreateNetworkInterface");
		expect(denied).toMatchObject({
			Condition: { ArnEquals: { "lambda:SourceFunctionArn": ["arn:aws:lambda:eu-central-1:123456789012:function:f"] } },
		});
		expect(denied?.Action).toEqual(made?.Action);
	});

	it("are nobody's without one", () => {
		expect(surroundingStatements({ names, key, functionName: "f", tracing: false, inVpc: false }).map(({ Sid }) => Sid)).toEqual([
			"WriteLogs",
		]);
	});
});
