import { describe, expect, it } from "vitest";
import { policyText } from "../../../shared/collectors/aws/iam/authorization.ts";
import { collectIam } from "../../../shared/collectors/aws/iam/collect.ts";
import { concernsDatabases } from "../../../shared/collectors/aws/iam/relevance.ts";
import { buildRoles } from "../../../shared/collectors/aws/iam/roles.ts";
import { seen } from "../../../shared/core/observed.ts";
import { factsOver, ofKind } from "../../support/aws/around.ts";
import { type Answer, fails, fakeCaller } from "../../support/aws/fake-caller.ts";

const policy = (...actions: string[]) =>
	JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });
const encoded = (...actions: string[]) => encodeURIComponent(policy(...actions));
const arn = (rest: string) => `arn:aws:iam::111122223333:${rest}`;
const role = (RoleName: string, changed: object = {}) => ({
	RoleName,
	Arn: arn(`role/${RoleName}`),
	Path: "/",
	AssumeRolePolicyDocument: encodeURIComponent('{"Statement":[]}'),
	...changed,
});
const managed = (Arn: string, Document: string) => ({
	Arn,
	PolicyName: Arn.split("/").at(-1),
	DefaultVersionId: "v2",
	AttachmentCount: 1,
	PolicyVersionList: [
		{ VersionId: "v1", Document: encoded("s3:*") },
		{ VersionId: "v2", IsDefaultVersion: true, Document },
	],
});
const pages = [
	{
		UserDetailList: [
			{
				UserName: "ada",
				Arn: arn("user/ada"),
				Tags: [{ Key: "team", Value: "payments" }],
				UserPolicyList: [{ PolicyName: "connect", PolicyDocument: encoded("rds-db:connect") }],
			},
			{ UserName: "bob", Arn: arn("user/bob"), UserPolicyList: [{ PolicyName: "p", PolicyDocument: encoded("s3:GetObject") }] },
		],
		GroupDetailList: [
			{
				GroupName: "admins",
				Arn: arn("group/admins"),
				AttachedManagedPolicies: [{ PolicyName: "Admin", PolicyArn: "arn:aws:iam::aws:policy/Admin" }],
			},
		],
		RoleDetailList: [role("plain")],
		IsTruncated: true,
		Marker: "1",
	},
	{
		RoleDetailList: [
			role("pods", {
				AssumeRolePolicyDocument: encodeURIComponent('{"Principal":{"Service":"pods.eks.amazonaws.com"}}'),
				RoleLastUsed: { LastUsedDate: new Date(0) },
			}),
			role("linked", {
				Path: "/aws-service-role/rds.amazonaws.com/",
				RolePolicyList: [{ PolicyName: "p", PolicyDocument: encoded("kms:*") }],
			}),
			role("lost", { AttachedManagedPolicies: [{ PolicyName: "gone", PolicyArn: arn("policy/gone") }] }),
		],
		Policies: [
			managed("arn:aws:iam::aws:policy/Admin", encoded("*")),
			managed(arn("policy/decrypt"), encoded("kms:Decrypt")),
			managed(arn("policy/buckets"), encoded("s3:*")),
		],
		IsTruncated: false,
	},
];
const answers: Record<string, Answer> = {
	"iam:GetAccountAuthorizationDetails": ({ Marker }) => (Marker ? (pages[1] ?? {}) : (pages[0] ?? {})),
	"iam:ListOpenIDConnectProviders": { OpenIDConnectProviderList: [{ Arn: arn("oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A") }] },
};
const over = (changed: Record<string, Answer> = {}) => fakeCaller({ ...answers, ...changed });

describe("IAM", () => {
	it("keeps the principals whose policies concern databases, keys or secrets, and roles of pods", async () => {
		const aws = over();
		const collected = await collectIam(aws, factsOver(aws));
		expect(ofKind(collected, "iam.Principal").map(({ name, type }) => [name, type])).toEqual([
			["ada", "user"],
			["admins", "group"],
			["pods", "role"],
			["linked", "role"],
			["lost", "role"],
		]);
		expect(ofKind(collected, "iam.Policy").map(({ name }) => name)).toEqual(["decrypt"]);
		expect(collected.resources.every(({ region }) => region === "global")).toBe(true);
		expect(aws.count()).toBe(3);
	});

	it("decodes documents and resolves attached policies to their default version from another page", async () => {
		const collected = (await buildRoles(over())).grants;
		const [ada, admins, pods, linked] = ofKind(collected, "iam.Principal");
		expect(ada).toMatchObject({
			tags: seen({ team: "payments" }),
			policies: [{ policyName: "connect", inline: true, document: { json: policy("rds-db:connect") } }],
		});
		expect(admins?.policies).toEqual([
			{ policyName: "Admin", policyArn: "arn:aws:iam::aws:policy/Admin", inline: false, document: { json: policy("*") } },
		]);
		expect(pods).toMatchObject({
			managedByAws: false,
			lastUsed: "1970-01-01T00:00:00.000Z",
			trust: { json: expect.stringContaining("pods.eks") },
		});
		expect(linked?.managedByAws).toBe(true);
	});

	it("keeps a principal whose policy is not in the answer, with a document that no rule can read", async () => {
		const lost = ofKind((await buildRoles(over())).grants, "iam.Principal").find(({ name }) => name === "lost");
		expect(lost?.policies).toMatchObject([{ policyName: "gone", document: { json: "" } }]);
	});

	it("reports a denied answer for both kinds in the global region", async () => {
		const { grants } = await buildRoles(over({ "iam:GetAccountAuthorizationDetails": fails("denied") }));
		expect(grants).toMatchObject({
			resources: [],
			errors: [{ cause: "denied", kinds: ["iam.Principal", "iam.Policy"], scope: { region: "global" } }],
		});
	});
});

describe("the role directory", () => {
	it("keeps the roles that something else asks for, whatever they may do", async () => {
		const kept = ofKind((await buildRoles(over(), new Set([arn("role/plain")]))).grants, "iam.Principal");
		const others = ofKind((await buildRoles(over())).grants, "iam.Principal");
		expect(kept.filter(({ arn: mine }) => !others.some((other) => other.arn === mine)).map(({ name }) => name)).toEqual(["plain"]);
	});

	it("knows which roles exist and whom they trust", async () => {
		const roles = await buildRoles(over());
		expect(roles.role(arn("role/plain"))).toEqual(seen({ arn: arn("role/plain"), exists: true, trust: { json: '{"Statement":[]}' } }));
		expect(roles.role(arn("role/none"))).toEqual(seen({ arn: arn("role/none"), exists: false }));
		expect(roles.oidcProviders).toEqual(seen([arn("oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A")]));
	});

	it("does not know roles of other accounts", async () => {
		expect((await buildRoles(over())).role("arn:aws:iam::999999999999:role/x")).toHaveProperty("unread.cause", "skipped");
	});

	it("does not take a role for missing when a page was", async () => {
		const roles = await buildRoles(
			over({ "iam:GetAccountAuthorizationDetails": ({ Marker }) => (Marker ? fails("throttled") : (pages[0] ?? {})) }),
		);
		expect(roles.role(arn("role/plain"))).toHaveProperty("value.exists", true);
		expect(roles.role(arn("role/pods"))).toHaveProperty("unread.cause", "throttled");
	});

	it("keeps the cause of denied providers", async () => {
		expect((await buildRoles(over({ "iam:ListOpenIDConnectProviders": fails("denied") }))).oidcProviders).toHaveProperty(
			"unread.cause",
			"denied",
		);
		expect((await buildRoles(over({ "iam:ListOpenIDConnectProviders": {} }))).oidcProviders).toHaveProperty("unread.cause", "malformed");
	});
});

describe("a policy concerns databases", () => {
	const rows: [string, string, boolean][] = [
		["by rds-db", policy("rds-db:connect"), true],
		["by rds in any case", policy("RDS:DescribeDBInstances"), true],
		["by kms", policy("s3:GetObject", "kms:Decrypt"), true],
		["by secretsmanager", policy("secretsmanager:GetSecretValue"), true],
		["by *", policy("*"), true],
		["by a wildcard in the service", policy("rd*:*"), true],
		["by NotAction", '{"Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}}', true],
		["when it cannot be parsed", "{", true],
		["not by another service", policy("s3:*", "rdsx:*", "ec2:DescribeInstances"), false],
	];
	it.each(rows)("%s", (_, json, expected) => expect(concernsDatabases({ json })).toBe(expected));
});

it("takes documents that are not encoded, or badly, as they are", () => {
	expect(policyText(undefined)).toBeUndefined();
	expect(policyText('{"a":"100%25"}')).toEqual({ json: '{"a":"100%25"}' });
	expect(policyText("%7B%")).toEqual({ json: "%7B%" });
});
