import { describe, expect, it } from "vitest";
import { scanPermissions } from "../../shared/collectors/scan.permissions.ts";
import { functionTable } from "../../stacks/function-table.ts";
import { type FunctionName, functionNames } from "../../stacks/names.ts";
import { applicationGraphs, configurations, inEach, parsed } from "../support/infra/application.ts";
import { statementsIn } from "../support/infra/policies.ts";

const { graphs, ofType, called, bucketsOf } = applicationGraphs();

inEach("The application with the configuration %s", (name) => {
	describe("grants", () => {
		it("roles that change what is scanned only where the configuration lets repairs change anything", () => {
			const roles = ofType(name, "aws:iam/role:Role").map(({ inputs }) => String(inputs.name));
			const repairs = roles.filter((role) => role.includes("-repair-"));
			// One configuration has no repairs, one only plans them.
			if (name === "everything") expect(repairs).toContain(`parapet-${graphs[name].stage}-repair-rds`);
			else expect(repairs).toEqual([]);
		});

		it("no action by a pattern, and nothing by what is left out; only denials may say everything", () => {
			const statements = statementsIn(graphs[name].resources);
			expect(statements.length).toBeGreaterThan(100);
			expect(statements.filter(({ inverted }) => inverted.length > 0)).toEqual([]);
			expect(
				statements.filter(({ effect, actions }) => effect === "Allow" && actions.some((action) => !/^[a-z0-9-]+:[A-Za-z]+$/.test(action))),
			).toEqual([]);
		});

		it("everything as a resource for reasons that are written down", () => {
			const reasons = new Map(
				functionNames.flatMap((each) =>
					functionTable[each].grants.flatMap(({ id, on, why }) => (on.includes("*") && why ? [[id, why] as const] : [])),
				),
			);
			const documented = [
				// X-Ray, log delivery and the network interfaces of Lambda have no resources: AWS's own lists of them.
				"TraceHasNoResource",
				"LogDeliveryHasNoResource",
				"NetworkInterfacesOfLambda",
			];
			const wide = statementsIn(graphs[name].resources).filter(({ effect, resources }) => effect === "Allow" && resources.includes("*"));
			expect(wide.length).toBeGreaterThan(5);
			// In the policy of a key everything is the key.
			for (const { type, sid } of wide)
				expect([
					sid,
					type === "aws:kms/key:Key" ? sid.startsWith("ThisKey") : (reasons.get(sid)?.length ?? 0) > 10 || documented.includes(sid),
				]).toEqual([sid, true]);
		});

		it("nothing to everybody: services of AWS only for this account, and the organization by name", () => {
			const open = statementsIn(graphs[name].resources).filter(({ effect, principal }) => effect === "Allow" && principal !== undefined);
			for (const { of, type, sid, principal, condition } of open) {
				const conditions = JSON.stringify(condition);
				if (principal === "*")
					expect([of, sid, conditions]).toEqual([
						"EventsPolicy",
						"AccountsOfTheOrganization",
						'{"StringEquals":{"aws:PrincipalOrgID":"o-abcdefghij"}}',
					]);
				else if (type === "aws:iam/role:Role" && JSON.stringify(principal) === '{"Service":"lambda.amazonaws.com"}')
					expect(condition).toEqual({});
				else if (
					typeof principal === "object" &&
					principal !== null &&
					"Service" in principal &&
					!["ThisKeyByLogs", "ThisKeyByEvents"].includes(sid)
				)
					expect([of, sid, condition.StringEquals?.["aws:SourceAccount"]]).toEqual([of, sid, "123456789012"]);
			}
		});

		it("every function a role of its own, with the actions of its list and what Lambda itself needs", () => {
			const lambdas = ofType(name, "aws:lambda/function:Function");
			expect(new Set(lambdas.map(({ inputs }) => inputs.role)).size).toBe(lambdas.length);
			const surroundings = new Set([
				"WriteLogs",
				"TraceHasNoResource",
				"TakeMessages",
				"KeepFailures",
				"EncryptFailures",
				"DecryptSecrets",
				"NetworkInterfacesOfLambda",
			]);
			for (const { inputs } of lambdas) {
				const role = String(inputs.role).split("/").at(-1);
				const [policy, ...others] = ofType(name, "aws:iam/rolePolicy:RolePolicy").filter((each) => each.inputs.role === role);
				expect(others).toEqual([]);
				const { grants } = functionTable[String(role).replace(/^parapet-[a-z]+-/, "") as FunctionName];
				const listed = new Set(grants.flatMap(({ actions }) => actions));
				for (const { sid, actions } of statementsIn(policy ? [policy] : []))
					if (!surroundings.has(sid) && sid !== "NoNetworkInterfacesByCode")
						expect([sid, actions.filter((action) => !listed.has(action))]).toEqual([sid, []]);
			}
			// Neither SST's nor AWS's: managed policies allow logs of everything.
			for (const { inputs } of ofType(name, "aws:iam/role:Role")) {
				expect(inputs.managedPolicyArns).toBeUndefined();
				expect(inputs.inlinePolicies).toBeUndefined();
			}
			expect(ofType(name, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toEqual([]);
		});

		it("the state machine its role, and the executions of its map, which AWS names after both", () => {
			const { inputs } = called(name, "ScanAccess");
			const own = `arn:aws:states:eu-central-1:123456789012:stateMachine:parapet-${configurations[name].stage}-scan`;
			expect(parsed(inputs.assumeRolePolicy).Statement).toMatchObject([
				{ Condition: { ArnLike: { "aws:SourceArn": [own, `${own}/Scopes`] } } },
			]);
		});

		it("nothing that changes what is scanned; secrets and databases to the function inside alone, and none of a scan's listings", () => {
			const granted = (of: string) =>
				statementsIn(graphs[name].resources)
					.filter((statement) => statement.effect === "Allow" && statement.of === of && statement.sid !== "NetworkInterfacesOfLambda")
					.flatMap(({ actions }) => actions)
					.filter((action) => !/^(xray|logs:(Create|Put)|s3|kms:(Decrypt|GenerateDataKey)$)/.test(action));
			expect(granted("ScanScopePolicy").filter((action) => !scanPermissions.includes(action))).toEqual([]);
			expect(granted("ScanScopePolicy").length).toBeGreaterThan(50);
			expect(granted("ScanInsidePolicy")).toEqual(
				name === "everything" ? ["eks:DescribeCluster", "sts:AssumeRole", "secretsmanager:GetSecretValue", "rds-db:connect"] : [],
			);
		});

		it("nothing without TLS, from buckets, queues and topics", () => {
			const guarded = new Set(
				statementsIn(graphs[name].resources)
					.filter(
						({ effect, principal, condition }) =>
							effect === "Deny" && principal === "*" && condition.Bool?.["aws:SecureTransport"] === "false",
					)
					.flatMap(({ resources }) => resources),
			);
			const { account, region } = graphs[name];
			for (const { inputs } of bucketsOf(name)) {
				expect(guarded).toContain(`arn:aws:s3:::${inputs.bucket}`);
				expect(guarded).toContain(`arn:aws:s3:::${inputs.bucket}/*`);
			}
			for (const { inputs } of ofType(name, "aws:sqs/queue:Queue"))
				expect(guarded).toContain(`arn:aws:sqs:${region}:${account}:${inputs.name}`);
			for (const { inputs } of ofType(name, "aws:sns/topic:Topic"))
				expect(guarded).toContain(`arn:aws:sns:${region}:${account}:${inputs.name}`);
		});
	});
});

describe("What is asked for only", () => {
	it("the bus takes events of the organization and of the accounts that are named", () => {
		const statements = statementsIn([called("everything", "EventsPolicy")]);
		expect(statements.map(({ sid, actions, resources }) => [sid, actions, resources])).toEqual([
			["AccountsOfTheOrganization", ["events:PutEvents"], ["arn:aws:events:eu-central-1:123456789012:event-bus/parapet-prod"]],
			["AccountsByName", ["events:PutEvents"], ["arn:aws:events:eu-central-1:123456789012:event-bus/parapet-prod"]],
		]);
		expect(statements[1]?.principal).toEqual({ AWS: ["arn:aws:iam::444455556666:root"] });
	});
});
