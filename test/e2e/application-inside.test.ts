import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { type Deployed, deployApplication, place } from "../support/application/deployed.ts";
import { alertsIn, worldOf } from "../support/application/world.ts";
import type { Emulator } from "../support/aws/emulator.ts";
import { temporaryDirectory } from "../support/command.ts";
import { postgresSuite } from "../support/sql/majors.ts";
import { type PostgresServerProcess, startPostgres } from "../support/sql/postgres.ts";

// One scope that two functions read by turns: a cluster, AWS, a database.

const major = 15;
const { skip, title } = postgresSuite(major);
const [account] = place.members;
const region = place.region;
const scope = `${account}.${region}`;

describe.skipIf(skip)(`a scope with a cluster and a database (PostgreSQL ${title})`, () => {
	let deployed: Deployed;
	let world: ReturnType<typeof worldOf>;
	let server: PostgresServerProcess;

	/** Keeps the login of the database as RDS does, in the application's account. */
	async function secretOf({ url: endpoint, env }: Emulator): Promise<string> {
		const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? "", secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "" };
		const secrets = new SecretsManagerClient({ endpoint, region, credentials });
		const { user: username, password } = server.superuser;
		const login = { username, password, engine: "postgres", host: "localhost", port: server.port, dbname: "postgres" };
		const { ARN = "" } = await secrets.send(new CreateSecretCommand({ Name: "parapet/orders", SecretString: JSON.stringify(login) }));
		secrets.destroy();
		return ARN;
	}

	beforeAll(async () => {
		server = await startPostgres(major, { hba: ["local all all scram-sha-256", "host all all 127.0.0.1/32 scram-sha-256"].join("\n") });
		deployed = await deployApplication(temporaryDirectory(), {
			config: async (_: string, emulator: Emulator) => ({
				accounts: [{ roleArn: `arn:aws:iam::${account}:role/parapet-scanner`, externalId: place.externalId }],
				regions: [region],
				services: ["rds", "postgres", "kubernetes"],
				databases: [{ secretArn: await secretOf(emulator), ca: server.authority, account }],
				kubernetes: { clusters: [`arn:aws:eks:${region}:${account}:cluster/gone`] },
			}),
		});
		world = worldOf(deployed);
		await world.prepare(account, region);
		await world.create(account, region, "orders");
	}, 300_000);

	afterAll(async () => {
		await Promise.all([deployed?.stop(), server?.stop()]);
	});

	const called = () =>
		deployed.application.host
			.invocations()
			.filter(({ name }) => /-(scan|publish)-/.test(name))
			.map(({ name, outcome }) => `${name.replace(/^parapet-[a-z]+-/, "")}${"error" in outcome ? " fails" : ""}`);

	const verdictsOf = ({ findings }: Snapshot) => findings.map(({ uid, verdict }) => `${uid} ${verdict}`).sort();
	let first: string[];

	it("is read by turns and published once; only the function inside calls the database, by a secret that is in nothing it keeps", async () => {
		await world.scan();
		expect(called()).toEqual(["scan-scope", "scan-inside", "scan-scope", "scan-inside", "publish-snapshot"]);
		const snapshot = await world.latest(scope);
		first = verdictsOf(snapshot);
		expect(snapshot.collectionErrors).toEqual([]);
		const about = (prefix: string) =>
			snapshot.findings.filter(({ ruleId, verdict }) => ruleId.startsWith(prefix) && verdict !== "indeterminate");
		expect(about("postgres-").length).toBeGreaterThan(10);
		expect(about("rds-instance-").length).toBeGreaterThan(10);
		expect(JSON.stringify(snapshot)).not.toContain(server.superuser.password);
		expect((await world.latest(`${scope}.gone`)).collectionErrors).toMatchObject([{ operation: "DescribeCluster", cause: "notFound" }]);
		expect(await deployed.emulator.denied()).toEqual([]);
		await deployed.heard();
	});

	it.each([
		["scan-inside", "the cluster", '"parts":[]'],
		["scan-scope", "AWS", "cluster.gone.json"],
		["scan-inside", "the database", "aws.json"],
	])("comes to the same when %s is killed as soon as it has kept what it read of %s", async (name, _, event) => {
		deployed.application.host.forget();
		const crash = deployed.application.host.crashAfter(deployed.application.functionOf(name), 1, event);
		await world.scan();
		expect(crash.happened()).toBe(true);
		expect(called().filter((call) => call.endsWith("fails"))).toEqual([`${name} fails`]);
		expect(called().at(-1)).toBe("publish-snapshot");
		expect(verdictsOf(await world.latest(scope))).toEqual(first);
		expect(alertsIn(await deployed.heard())).toEqual([]);
	});

	it("comes to the same when every invocation is delivered twice", async () => {
		deployed.application.host.deliverTwice(true);
		await world.scan();
		deployed.application.host.deliverTwice(false);
		expect(verdictsOf(await world.latest(scope))).toEqual(first);
		expect(alertsIn(await deployed.heard())).toEqual([]);
	});

	it("is unread when the function inside never ends, and nothing of it counts as resolved", async () => {
		const inside = deployed.application.functionOf("scan-inside");
		deployed.application.host.setTimeoutOf(inside, 20);
		await world.scan();
		deployed.application.host.setTimeoutOf(inside, undefined);
		const snapshot = await world.latest(scope);
		expect(snapshot.collectionErrors[0]?.message).toContain("timed out");
		expect(alertsIn(await deployed.heard()).filter(({ kind }) => kind === "resolved")).toEqual([]);
		await world.scan();
		expect(verdictsOf(await world.latest(scope))).toEqual(first);
	});
});
