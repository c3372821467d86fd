import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloseAccountCommand, CreateAccountCommand, CreateOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, type PolicyJson, startEmulator } from "../support/aws/emulator.ts";
import { findingsOf, runCommand, scanned, temporaryDirectory, verdicts } from "../support/command.ts";

// With IAM enforcement on: signatures, policies and trust are checked as AWS checks them.

let emulator: Emulator;
let readOnly: PolicyJson;

const home = "123456789012";
const other = "222222222222";
const third = "333333333333";

const allow = (...Action: string[]): PolicyJson => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

/** Everything but these actions. */
const except = (...Action: string[]): PolicyJson => ({
	Version: "2012-10-17",
	Statement: [
		{ Effect: "Allow", Action: "*", Resource: "*" },
		{ Effect: "Deny", Action, Resource: "*" },
	],
});

/** Who may assume a role, with this ExternalId. */
const trust = (principal: string, externalId: string): PolicyJson => ({
	Version: "2012-10-17",
	Statement: [
		{
			Effect: "Allow",
			Principal: { AWS: principal },
			Action: "sts:AssumeRole",
			Condition: { StringEquals: { "sts:ExternalId": externalId } },
		},
	],
});

interface Keys {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
}

/** The environment of somebody with these keys. */
const as = ({ accessKeyId, secretAccessKey }: Keys): Record<string, string> => ({
	...emulator.env,
	AWS_ACCESS_KEY_ID: accessKeyId,
	AWS_SECRET_ACCESS_KEY: secretAccessKey,
});

beforeAll(async () => {
	emulator = await startEmulator({ enforceIamAfter: 0 });
	await emulator.seedSmall();
	readOnly = JSON.parse((await runCommand(["permissions"])).stdout);
});

afterAll(() => emulator.stop());

describe("a principal with the policy that parapet permissions prints", () => {
	it("reads everything", async () => {
		const { snapshot, code } = await scanned([], as(await emulator.user("reader", readOnly)));
		expect(snapshot.collectionErrors).toEqual([]);
		const unread = snapshot.findings.filter(({ verdict, evidence }) => verdict === "indeterminate" && evidence.cause !== undefined);
		expect(unread).toEqual([]);
		expect(verdicts(snapshot, "rds-instance-storage-encrypted")).toMatchObject({ good: "pass", unencrypted: "fail" });
		expect(code).toBe(3);
	});
});

describe("a principal who may not", () => {
	it("describe anything of RDS: every rule of RDS is indeterminate, and with nothing else failing the exit code is 2", async () => {
		const keys = as(await emulator.user("no-rds", except("rds:Describe*")));
		const { snapshot, code } = await scanned(["--service", "rds"], keys);
		expect(code).toBe(2);
		expect(new Set(snapshot.findings.map(({ verdict }) => verdict))).toEqual(new Set(["indeterminate"]));
		expect(new Set(snapshot.findings.map(({ ruleId }) => ruleId))).toEqual(new Set(snapshot.rules.map(({ id }) => id)));
		expect(new Set(snapshot.collectionErrors.map(({ cause }) => cause))).toEqual(new Set(["denied"]));
		expect((await scanned(["--service", "rds", "--allow-incomplete"], keys)).code).toBe(0);
	});

	it("read key policies: only the rules that need them are indeterminate", async () => {
		// Both users first: the scan judges users too.
		const users = [await emulator.user("all", allow("*")), await emulator.user("no-key-policy", except("kms:GetKeyPolicy"))] as const;
		const all = await scanned([], as(users[0]));
		const { snapshot } = await scanned([], as(users[1]));
		const before = new Map(all.snapshot.findings.map(({ uid, verdict }) => [uid, verdict]));
		const changed = snapshot.findings.filter(({ uid, verdict }) => verdict !== before.get(uid));
		expect(snapshot.findings).toHaveLength(all.snapshot.findings.length);
		expect([...new Set(changed.map(({ ruleId, verdict }) => `${ruleId} ${verdict}`))].sort()).toEqual([
			"kms-key-not-public indeterminate",
			"kms-key-not-shared-with-unknown-accounts indeterminate",
		]);
		for (const { evidence } of changed) expect(evidence).toEqual({ service: "kms", operation: "GetKeyPolicy", cause: "denied" });
	});

	it("call anything at all: the scan says so for every kind, and passes nothing", async () => {
		const { snapshot, code } = await scanned([], as(await emulator.user("nobody", allow("sts:GetCallerIdentity"))));
		expect(code).toBe(2);
		expect(snapshot.summary.verdicts).toMatchObject({ pass: 0, fail: 0 });
		expect(new Set(snapshot.findings.map(({ ruleId }) => ruleId))).toEqual(new Set(snapshot.rules.map(({ id }) => id)));
	});
});

describe("several accounts", () => {
	let keys: Record<string, string>;
	const role = (account: string) => `arn:aws:iam::${account}:role/ParapetScanner`;

	beforeAll(async () => {
		const user = await emulator.user("central", allow("sts:*"));
		keys = as(user);
		await emulator.seedSmall({ account: other });
		await emulator.seedSmall({ account: third });
		await emulator.role("ParapetScanner", readOnly, trust(user.arn, "7f3c"), other);
		await emulator.role("ParapetScanner", readOnly, trust(user.arn, "a different id"), third);
	});

	it("are read through their roles; one that refuses is unknown, and costs the other nothing", async () => {
		const { snapshot, code } = await scanned(["--role-arn", role(other), "--role-arn", role(third), "--external-id", "7f3c"], keys);
		expect(code).toBe(3);
		expect(snapshot.scope.scopes.map(({ account }) => account).sort()).toEqual([other, third]);
		expect(new Set(snapshot.collectionErrors.map(({ scope }) => scope.account))).toEqual(new Set([third]));
		expect(snapshot.collectionErrors[0]).toMatchObject({ service: "sts", operation: "AssumeRole", cause: "denied" });
		const of = (account: string) => snapshot.findings.filter(({ resource }) => resource.account === account);
		expect(new Set(of(third).map(({ verdict }) => verdict))).toEqual(new Set(["indeterminate"]));
		expect(new Set(of(third).map(({ ruleId }) => ruleId))).toEqual(new Set(snapshot.rules.map(({ id }) => id)));
		expect(of(other).filter(({ verdict, evidence }) => verdict === "indeterminate" && evidence.cause !== undefined)).toEqual([]);
		const failing = findingsOf(snapshot, "rds-instance-storage-encrypted").filter(({ verdict }) => verdict === "fail");
		expect(failing.map(({ resource }) => resource.arn)).toEqual([`arn:aws:rds:us-east-1:${other}:db:unencrypted`]);
	});

	it("have an ExternalId each in the configuration file", async () => {
		const directory = temporaryDirectory();
		const accounts = [
			{ roleArn: role(other), externalId: "7f3c" },
			{ roleArn: role(third), externalId: "a different id" },
		];
		writeFileSync(join(directory, "parapet.config.json"), JSON.stringify({ accounts }));
		const { snapshot } = await scanned(["--service", "rds"], keys, { directory });
		expect(snapshot.collectionErrors).toEqual([]);
		const failing = findingsOf(snapshot, "rds-instance-storage-encrypted").filter(({ verdict }) => verdict === "fail");
		expect(failing.map(({ resource }) => resource.account).sort()).toEqual([other, third]);
	});

	it("of an organization are listed, without those that are suspended", async () => {
		const admin = await emulator.user("organization-admin", allow("*"));
		const organizations = new OrganizationsClient({ endpoint: emulator.url, region: "us-east-1", credentials: admin });
		await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
		const create = async (name: string) =>
			(await organizations.send(new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }))).CreateAccountStatus
				?.AccountId ?? "";
		const [member, closed] = [await create("member"), await create("closed")];
		await organizations.send(new CloseAccountCommand({ AccountId: closed }));
		await emulator.role("OrganizationReader", readOnly, trust(admin.arn, "org"), member);
		await emulator.seedSmall({ account: member });

		const { snapshot } = await scanned(
			["--organization", "--role-arn", "OrganizationReader", "--external-id", "org", "--service", "rds"],
			as(admin),
		);
		expect(snapshot.scope.scopes.map(({ account }) => account).sort()).toEqual([home, member].sort());
		expect(snapshot.collectionErrors).toEqual([]);
		const judged = findingsOf(snapshot, "rds-instance-storage-encrypted").map(({ resource }) => resource.account);
		expect(new Set(judged)).toEqual(new Set([home, member]));
	});

	it("of an organization cannot be guessed: without the right to list them the scan does not run", async () => {
		const { code, stderr, stdout } = await runCommand(["scan", "--organization", "--role-arn", "OrganizationReader"], { env: keys });
		expect(code).toBe(1);
		expect(stdout).toBe("");
		expect(stderr).toMatch(/organizations:ListAccounts/);
	});
});

describe("regions", () => {
	it("are scanned when they are named, each with its own resources", async () => {
		await emulator.seedSmall({ account: "444444444444", region: "eu-west-1" });
		const user = await emulator.user("regional", allow("*"), "444444444444");
		const { snapshot } = await scanned(["--region", "eu-west-1", "--region", "us-east-1", "--service", "rds"], as(user));
		expect(snapshot.scope.scopes.map(({ region }) => region).sort()).toEqual(["eu-west-1", "us-east-1"]);
		expect(new Set(findingsOf(snapshot, "rds-instance-not-public").map(({ resource }) => resource.region))).toEqual(new Set(["eu-west-1"]));
	});

	it("are all scanned on demand", async () => {
		const user = await emulator.user("everywhere", allow("*"), "444444444444");
		const { snapshot, code } = await scanned(["--all-regions", "--rule", "rds-instance-storage-encrypted"], as(user));
		const regions = snapshot.scope.scopes.map(({ region }) => region);
		expect(regions.length).toBeGreaterThan(15);
		expect(regions).toEqual(expect.arrayContaining(["us-east-1", "eu-west-1", "ap-northeast-1"]));
		expect(verdicts(snapshot, "rds-instance-storage-encrypted")).toMatchObject({ good: "pass", unencrypted: "fail" });
		expect(snapshot.collectionErrors).toEqual([]);
		expect(code).toBe(3);
	});
});

describe("credentials", () => {
	/** The environment without keys. */
	const bare = (): Record<string, string> => {
		const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...rest } = emulator.env as Record<string, string>;
		return rest;
	};

	/** A directory whose AWS configuration is this. */
	const configured = (config: string, credentials: string): { env: Record<string, string>; directory: string } => {
		const directory = temporaryDirectory();
		mkdirSync(join(directory, "aws"));
		writeFileSync(join(directory, "aws", "config"), config);
		writeFileSync(join(directory, "aws", "credentials"), credentials);
		return {
			directory,
			env: {
				...bare(),
				AWS_CONFIG_FILE: join(directory, "aws", "config"),
				AWS_SHARED_CREDENTIALS_FILE: join(directory, "aws", "credentials"),
			},
		};
	};

	const keysOf = (profile: string, { accessKeyId, secretAccessKey }: Keys) =>
		`[${profile}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;

	it("come from a profile, with its region", async () => {
		const { env, directory } = configured(
			"[profile team]\nregion = eu-west-1\n",
			keysOf("team", await emulator.user("team", allow("*"), "444444444444")),
		);
		const { AWS_REGION: _, AWS_DEFAULT_REGION: __, ...noRegion } = env;
		const { snapshot } = await scanned(["--profile", "team", "--service", "rds"], noRegion, { directory });
		expect(snapshot.scope.scopes).toEqual([{ partition: "aws", account: "444444444444", region: "eu-west-1" }]);
		expect(verdicts(snapshot, "rds-instance-storage-encrypted")).toMatchObject({ good: "pass" });
	});

	it("come from a profile that assumes a role with another profile's keys", async () => {
		const user = await emulator.user("base", allow("sts:*"));
		const { arn } = await emulator.role("FromProfile", readOnly, trust(user.arn, "profile"), other);
		const { env, directory } = configured(
			`[profile audit]\nrole_arn = ${arn}\nsource_profile = base\nexternal_id = profile\nregion = us-east-1\n`,
			keysOf("base", user),
		);
		const { snapshot } = await scanned(["--profile", "audit", "--service", "rds"], env, { directory });
		expect(snapshot.scope.scopes).toEqual([{ partition: "aws", account: other, region: "us-east-1" }]);
		expect(snapshot.collectionErrors).toEqual([]);
	});

	it.each([
		["there are none", {}, /No AWS credentials were found/],
		["the keys are unknown", { AWS_ACCESS_KEY_ID: "AKIAUNKNOWNKEY000000", AWS_SECRET_ACCESS_KEY: "unknown" }, /who is calling.*denied/],
	])("are asked for when %s", async (_, extra, message) => {
		const { code, stdout, stderr } = await runCommand(["scan"], { env: { ...bare(), ...extra } as Record<string, string> });
		expect(code).toBe(1);
		expect(stdout).toBe("");
		expect(stderr).toMatch(message);
		expect(stderr).not.toMatch(/unexpected failure|AKIAUNKNOWN/);
	});

	it("are asked for by the name of a profile that does not exist", async () => {
		const { code, stderr } = await runCommand(["scan", "--profile", "absent"], { env: bare() });
		expect(code).toBe(1);
		expect(stderr).toMatch(/profile absent/);
		expect(stderr).not.toContain("unexpected failure");
	});

	it("are no use without AWS: an endpoint that nobody answers is named as such", async () => {
		const { code, stderr } = await runCommand(["scan"], { env: { ...emulator.env, AWS_ENDPOINT_URL: "http://127.0.0.1:9" } });
		expect(code).toBe(1);
		expect(stderr).toMatch(/network.*AWS_ENDPOINT_URL/s);
	});
});
