import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError } from "../../../shared/core/errors.ts";
import { shippedBundle } from "../../../shared/policies/shipped.ts";
import type { AppConfig } from "../../../shared/runtime/app/app-config.ts";
import { appPolicies } from "../../../shared/runtime/app/app-policies.ts";
import { stateLayout } from "../../../shared/runtime/app/layout.ts";
import { readAppConfig } from "../../../shared/runtime/app/opening.ts";
import { resolveConfig } from "../../../shared/runtime/app/resolved-config.ts";
import { parseConfig } from "../../../shared/runtime/config.ts";
import { resolveDatabases } from "../../../shared/runtime/database-access.ts";
import { sha256 } from "../../../shared/sinks/s3/compressed.ts";
import { memoryStore } from "../../support/object-store.ts";

const folder = mkdtempSync(join(tmpdir(), "parapet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Uint8Array) => {
	writeFileSync(join(folder, name), content);
	return name;
};

const resolve = async (data: object) => resolveConfig(await parseConfig(data, join(folder, "parapet.config.json")));
const secret = (account: string, region: string) => `arn:aws:secretsmanager:${region}:${account}:secret:db-abc`;
const authority = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

describe("the configuration of the application", () => {
	it("is complete: what the file leaves out has its default, and all enabled regions are scanned", async () => {
		const { document } = await resolve({});
		expect(document).toMatchObject({
			format: "parapet.app/1",
			access: { allRegions: true, roles: [], concurrency: 32, inspectLogEvents: false, utilization: true },
			selection: { enabled: [] },
			suppressions: [],
			policies: { bundles: [], shipped: false },
			databases: [],
			kubernetes: { clusters: [] },
			reports: false,
			deploy: {},
		} satisfies Partial<Record<keyof AppConfig, unknown>>);
		expect(document.kinds).toContain("rds.DbInstance");
		expect(document.kinds.filter((kind) => /^(?:postgres|mysql|database|kubernetes)\./.test(kind))).toEqual([]);
		expect(document).not.toHaveProperty("alerts");
	});

	it("knows the kinds that are looked at", async () => {
		expect((await resolve({ services: ["kms"] })).document.kinds).toEqual(["kms.Key"]);
		const cluster = "arn:aws:eks:eu-west-1:111122223333:cluster/prod";
		expect((await resolve({ kubernetes: { clusters: [cluster] } })).document.kinds).toContain("kubernetes.Workload");
		expect((await resolve({ regions: ["eu-west-1"] })).document.access).toMatchObject({ regions: ["eu-west-1"], allRegions: false });
	});

	it("holds what files say, and no path", async () => {
		const list = [{ id: "one", rules: ["*"], owner: "me", reason: "a test", expires: "2027-01-01" }];
		const bundle = await shippedBundle();
		const { document, text, policies } = await resolve({
			suppressions: file("suppressions.json", JSON.stringify({ suppressions: list })),
			policies: { paths: [file("bundle.tar.gz", bundle)] },
			databases: [{ secretArn: secret("111122223333", "eu-west-1"), ca: file("ca.pem", authority) }],
		});
		expect(document.suppressions).toMatchObject(list);
		expect(document.policies).toEqual({ bundles: [{ sha256: sha256(bundle), source: "bundle.tar.gz" }], shipped: false });
		expect(policies).toEqual([{ sha256: sha256(bundle), bytes: Buffer.from(bundle) }]);
		expect(document.databases[0]?.authorities).toBe(authority);
		expect(text).not.toContain(folder);
		expect(JSON.parse(text)).toEqual(document);
	});

	it("says where each database is: by its host or its secret, in the account that is named, or that of the secret", async () => {
		const { document } = await resolve({
			databases: [
				{ url: "postgres://reader@db.abc.eu-west-1.rds.amazonaws.com/orders?auth=iam" },
				{ url: "postgres://reader@db.abc.eu-west-1.rds.amazonaws.com/bills", secretArn: secret("222222222222", "us-east-1") },
				{ secretArn: secret("222222222222", "us-east-1") },
				{ url: "mysql://reader@db.example.com", secretArn: secret("222222222222", "us-east-1") },
				{ url: "postgres://reader@db.abc.eu-west-1.rds.amazonaws.com/x?auth=iam", account: "333333333333" },
			],
		});
		expect(document.databases.map(({ key, account, region, place }) => [key, account, region, place])).toEqual([
			["postgres://db.abc.eu-west-1.rds.amazonaws.com:5432/orders", undefined, "eu-west-1", "databases[0]"],
			["postgres://db.abc.eu-west-1.rds.amazonaws.com:5432/bills", "222222222222", "eu-west-1", "databases[1]"],
			[secret("222222222222", "us-east-1"), "222222222222", "us-east-1", "databases[2]"],
			["mysql://db.example.com:3306", undefined, undefined, "databases[3]"],
			["postgres://db.abc.eu-west-1.rds.amazonaws.com:5432/x", "333333333333", "eu-west-1", "databases[4]"],
		]);
	});

	it("leads to databases as the file does, with authorities as texts", async () => {
		const { document } = await resolve({
			databases: [{ url: "postgres://reader@db.example.com/orders?auth=iam&region=eu-west-1", ca: file("ca.pem", authority) }],
		});
		const [access] = await resolveDatabases({ wishes: document.databases }, {}, () => expect.unreachable("there is no secret"));
		expect(access).toMatchObject({ user: "reader", iamRegion: "eu-west-1", target: { host: "db.example.com", database: "orders" } });
		expect(access?.authorities).toContain(authority);
	});

	it("refuses everything at once that cannot be in a function, with what to use instead", async () => {
		const error = await resolve({
			profile: "prod",
			kubernetes: { kubeconfig: "config", clusters: ["prod"] },
			databases: [
				{ url: "postgres://reader@db/orders" },
				{ url: "postgres://reader@db/orders", passwordFile: "password" },
				{ url: "postgres://reader@db/orders?auth=iam" },
			],
			alerts: {
				targets: {
					team: { type: "slack", channel: "#team", token: { env: "SLACK_TOKEN" } },
					pager: { type: "pagerduty", routingKey: { file: "key" } },
					hook: { type: "webhook", url: "https://example.com", secret: { secret: secret("111122223333", "eu-west-1") } },
				},
			},
		}).catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(ConfigError);
		expect((error as ConfigError).problems).toEqual([
			expect.stringMatching(/^profile: .*--profile/),
			expect.stringMatching(/^kubernetes: .*by their ARN/),
			expect.stringMatching(/^kubernetes\.clusters\[0\]: "prod" must be the ARN/),
			expect.stringMatching(/^databases\[0\]: .*PGPASSWORD.*secretArn.*auth=iam/),
			expect.stringMatching(/^databases\[1\]\.passwordFile: .*secretArn/),
			expect.stringMatching(/^alerts\.targets\.team\.token: the environment variable SLACK_TOKEN.*\{ secret: ARN \}/),
			expect.stringMatching(/^alerts\.targets\.pager\.routingKey: .*no files/),
		]);
	});

	it("refuses a bundle that is none", () =>
		expect(resolve({ policies: { paths: [file("broken.tar.gz", "no bundle")] } })).rejects.toThrow("broken.tar.gz"));
});

describe("a function's configuration", () => {
	const stored = async (text: string, key = stateLayout.config(sha256(Buffer.from(text)))) => {
		const state = memoryStore("state");
		await state.put(key, Buffer.from(text), "application/json", { absent: true });
		return { state, key };
	};

	it("is what was deployed, byte for byte", async () => {
		const { document, text, sha256: hash } = await resolve({ regions: ["eu-west-1"] });
		const { state, key } = await stored(text, stateLayout.config(hash));
		expect(await readAppConfig(state, key)).toEqual(document);
	});

	it("is refused when it is another, of another version, or gone", async () => {
		const { text } = await resolve({});
		const changed = await stored(text.replace('"reports":false', '"reports":true'), stateLayout.config(sha256(Buffer.from(text))));
		await expect(readAppConfig(changed.state, changed.key)).rejects.toThrow("SHA-256 differs");
		const other = await stored(text.replace("parapet.app/1", "parapet.app/9"));
		await expect(readAppConfig(other.state, other.key)).rejects.toThrow("another version");
		await expect(readAppConfig(memoryStore("state"), "config/v1/x.json")).rejects.toThrow("is not there");
	});

	it("brings the bundles that were deployed with it, and no others", async () => {
		const bundle = await shippedBundle();
		const { document } = await resolve({ policies: { paths: [file("bundle.tar.gz", bundle)] } });
		const state = memoryStore("state");
		await expect(appPolicies(document, state)).rejects.toThrow("is not the bundle bundle.tar.gz that was deployed");
		const key = stateLayout.policies(sha256(bundle));
		await state.put(key, Buffer.from("another"), "application/gzip", { absent: true });
		await expect(appPolicies(document, state)).rejects.toThrow("is not the bundle");
		await state.put(key, bundle, "application/gzip", { always: true });
		const [loaded] = await appPolicies(document, state);
		expect(loaded).toMatchObject({ source: "bundle.tar.gz", sha256: sha256(bundle) });
		expect(await appPolicies({ policies: { bundles: [], shipped: true } }, state)).toHaveLength(1);
	});
});
