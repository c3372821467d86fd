import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scramVerifier } from "../../shared/rotation/engines/scram.ts";
import { definition } from "../support/kubernetes/operators.ts";
import { type KubernetesServer, startKubernetes } from "../support/kubernetes/server.ts";
import { type RotationWorld, startRotation } from "../support/rotation/aws.ts";
import { hasPostgres, postgresMajors } from "../support/sql/majors.ts";

const major = postgresMajors.filter(hasPostgres).at(-1);

describe.skipIf(major === undefined)("parapet rotate consumers", { timeout: 120_000 }, () => {
	let world: RotationWorld;
	let kubernetes: KubernetesServer;
	beforeAll(async () => {
		[world, kubernetes] = await Promise.all([startRotation(major ?? 18), startKubernetes()]);
	}, 300_000);
	afterAll(() => Promise.all([world?.stop(), kubernetes?.stop()]));

	it("says that consumers follow, and that they do not, without a word of the value", async () => {
		const password = "first-consumed-1A";
		await world.server.execute(`CREATE ROLE consumed LOGIN PASSWORD '${scramVerifier(password)}'`);
		const { arn } = await world.secret("consumed", world.value({ username: "consumed", password }), {});
		const kubeconfig = await kubernetes.kubeconfig();
		const rotate = () => world.rotate("consumers", "--secret", arn, "--kubeconfig", kubeconfig, "--timeout", "2");
		const write = (held: string) =>
			kubernetes.apply([
				{
					apiVersion: "external-secrets.io/v1",
					kind: "ExternalSecret",
					metadata: { name: "database", namespace: "shop" },
					spec: { data: [{ secretKey: "PGPASSWORD", remoteRef: { key: "consumed", property: "password" } }] },
				},
				{
					apiVersion: "v1",
					kind: "Secret",
					metadata: { name: "database", namespace: "shop" },
					data: { PGPASSWORD: Buffer.from(held).toString("base64") },
				},
			]);
		await kubernetes.apply([definition("external-secrets.io", "ExternalSecret", "externalsecrets", "v1")]);
		await write(password);
		const well = await rotate();
		expect([well.code, well.stdout]).toEqual([0, expect.stringContaining("Secret shop/database is current")]);
		await write("an-older-passw0rd");
		const behind = await rotate();
		expect([behind.code, behind.stdout]).toEqual([3, expect.stringContaining("Secret shop/database is behind")]);
		expect([well, behind].map(({ stdout, stderr }) => stdout + stderr).join()).not.toMatch(/first-consumed|an-older/);
	});
});
