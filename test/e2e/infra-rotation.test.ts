import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { statementsIn } from "../support/infra/policies.ts";
import { type Graph, infraGraph } from "../support/sst/graph.ts";

const base = { regions: ["eu-central-1"] };
const network = { subnetIds: ["subnet-0123abcd"], securityGroupIds: ["sg-0123abcd"] };
const superuser = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-1-AbCdEf";
const configurations = {
	off: { ...base, deploy: { emails: ["db@example.com"], network } },
	inside: {
		...base,
		deploy: {
			emails: ["db@example.com"],
			network,
			rotation: { enabled: true, tag: "rotate=yes", superusers: [superuser], password: { length: 40 } },
		},
	},
	outside: { ...base, deploy: { emails: ["db@example.com"], network, rotation: { enabled: true, inVpc: false } } },
} as const;
type Name = keyof typeof configurations;

describe("the rotation function of a deployment", () => {
	const graphs = {} as Record<Name, Graph & { readonly folder: string }>;
	let folder = "";
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "parapet-infra-rotation-"));
		for (const [name, config] of Object.entries(configurations)) {
			const file = join(folder, `${name}.json`);
			await writeFile(file, JSON.stringify(config));
			graphs[name as Name] = await infraGraph({ stage: "prod", config: file, bundles: false });
		}
	}, 600_000);
	afterAll(async () => {
		await Promise.all(
			[folder, ...Object.values(graphs).map((graph) => graph.folder)].map((path) => rm(path, { recursive: true, force: true })),
		);
	});

	const called = (name: Name, resource: string) => graphs[name].resources.find((each) => each.custom && each.name === resource);

	it("is not there unless it is asked for", () => {
		// Whoever rotates a secret, the events are told of.
		expect(graphs.off.resources.filter(({ name }) => /rotat/i.test(name)).map(({ name }) => name)).toEqual([
			"ChangeRotationsRule",
			"ChangeRotationsTarget",
		]);
	});

	it("runs in the VPC unless it is to run outside, and knows how secrets are rotated", () => {
		const of = (name: Name) =>
			called(name, "RotateSecretFunction")?.inputs as {
				vpcConfig?: object;
				timeout: number;
				environment: { variables: Record<string, string> };
			};
		expect(of("inside").vpcConfig).toEqual(network);
		expect(of("outside").vpcConfig).toBeUndefined();
		expect(JSON.parse(of("inside").environment.variables.PARAPET_ROTATION ?? "")).toEqual({
			tag: { key: "rotate", value: "yes" },
			password: { length: 40 },
		});
		expect(JSON.parse(of("outside").environment.variables.PARAPET_ROTATION ?? "")).toEqual({
			tag: { key: "parapet:rotate", value: "true" },
		});
		expect(of("inside").timeout).toBe(120);
	});

	it("may be called by Secrets Manager for secrets of this account alone", () => {
		expect(called("inside", "RotateSecretBySecretsManager")?.inputs).toMatchObject({
			action: "lambda:InvokeFunction",
			principal: "secretsmanager.amazonaws.com",
			sourceAccount: "123456789012",
		});
	});

	it("reads secrets with the tag and the superusers', and writes only what it was set to rotate", () => {
		const policy = called("inside", "RotateSecretPolicy");
		const statements = statementsIn(policy ? [policy] : []).filter(({ actions }) =>
			actions.some((action) => action.startsWith("secretsmanager:")),
		);
		const all = ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:*"];
		const tag = { "secretsmanager:ResourceTag/rotate": ["yes"] };
		expect(statements.map(({ sid, resources, condition }) => [sid, resources, condition])).toEqual([
			["ReadTaggedSecrets", all, { StringEquals: tag }],
			[
				"WriteRotatedSecrets",
				all,
				{
					StringEquals: {
						...tag,
						"secretsmanager:resource/AllowRotationLambdaArn": [
							"arn:aws:lambda:eu-central-1:123456789012:function:parapet-prod-rotate-secret",
						],
					},
				},
			],
			["ReadSuperusers", [superuser], {}],
		]);
	});

	it("has logs that end, and alarms", () => {
		expect(called("inside", "RotateSecretLogs")?.inputs).toMatchObject({
			name: "/aws/lambda/parapet-prod-rotate-secret",
			retentionInDays: 90,
		});
		for (const alarm of ["Errors", "Throttles", "Duration"]) expect(called("inside", `RotateSecret${alarm}Alarm`)).toBeDefined();
	});
});
