import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { type Emulator, type SmallEstate, startEmulator } from "../support/aws/emulator.ts";
import { isSignedBy } from "../support/aws/presigned.ts";
import { findingsOf, runCommand, scanned } from "../support/command.ts";
import { orders } from "../support/kubernetes/estate.ts";
import type { KubernetesObject } from "../support/kubernetes/objects.ts";
import { type KubernetesServer, startKubernetes } from "../support/kubernetes/server.ts";

const region = "us-east-1";

/** When it was signed, in milliseconds since the epoch. */
const timeOf = (url: URL): number =>
	Date.parse((url.searchParams.get("X-Amz-Date") ?? "").replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, "$1-$2-$3:$4:$5"));

describe("parapet scan --cluster", () => {
	let kubernetes: KubernetesServer;
	let emulator: Emulator;
	let estate: SmallEstate;
	let name: string;
	const tokens: URL[] = [];
	beforeAll(async () => {
		emulator = await startEmulator();
		estate = await emulator.seedSmall();
		name = estate.eksClusters[0] ?? "";
		kubernetes = await startKubernetes({
			async authenticate(token) {
				if (!token.startsWith("k8s-aws-v1.")) return undefined;
				const url = new URL(Buffer.from(token.slice("k8s-aws-v1.".length), "base64url").toString());
				tokens.push(url);
				const asked = url.searchParams.get("Action") === "GetCallerIdentity" && url.searchParams.get("X-Amz-Expires") === "60";
				const fresh = Math.abs(Date.now() - timeOf(url)) < 15 * 60_000;
				const signed = isSignedBy(
					url,
					{ host: `sts.${region}.amazonaws.com`, "x-k8s-aws-id": name },
					emulator.env.AWS_SECRET_ACCESS_KEY ?? "",
				);
				// The access entry of the scanner's principal.
				return asked && fresh && signed
					? { user: "arn:aws:iam::123456789012:user/scanner", groups: ["parapet-scanners", "system:authenticated"] }
					: undefined;
			},
		});
		await kubernetes.apply(orders);
		const { stdout } = await runCommand(["permissions", "--format", "kubernetes"]);
		await kubernetes.apply(parseAllDocuments(stdout).flatMap((document) => (document as { toJS(): KubernetesObject | null }).toJS() ?? []));
		await emulator.plant({
			eksClusters: {
				[name]: { endpoint: kubernetes.url, certificateAuthority: { data: Buffer.from(kubernetes.authority).toString("base64") } },
			},
			podIdentities: {
				[name]: { "a-1": { associationId: "a-1", namespace: "orders", serviceAccount: "api", roleArn: estate.roles.app } },
			},
		});
	});
	afterAll(async () => {
		await Promise.all([kubernetes?.stop(), emulator?.stop()]);
	});

	it("finds the cluster by name, logs in with a token of STS, and reads no more of AWS", async () => {
		await emulator.forgetCalls();
		tokens.length = 0;
		const { code, snapshot, stderr } = await scanned(["--cluster", name, "--fail-on", "none"], emulator.env);
		expect(snapshot.collectionErrors).toEqual([]);
		expect([code, stderr]).toEqual([2, ""]);
		expect((await emulator.calls()).calls.map(({ service, operation }) => `${service}:${operation}`).sort()).toEqual([
			"eks:DescribeCluster",
			"sts:GetCallerIdentity",
		]);
		expect(new Set(snapshot.findings.map(({ resource }) => resource.cluster))).toEqual(new Set([name]));
		expect(new Set(snapshot.findings.map(({ resource }) => `${resource.account} ${resource.region}`))).toEqual(
			new Set([`${estate.account} ${region}`]),
		);
		expect(new Set(tokens.map((url) => url.host))).toEqual(new Set([`sts.${region}.amazonaws.com`]));
		// One token serves the scan.
		expect(new Set(tokens.map((url) => url.search)).size).toBe(1);
	});

	it("joins it with what AWS says when a region is named: roles that do not exist, and pod identities", async () => {
		const { snapshot } = await scanned(
			["--cluster", name, "--region", region, "--service", "kubernetes", "--fail-on", "none"],
			emulator.env,
		);
		expect(snapshot.collectionErrors).toEqual([]);
		const [exists] = findingsOf(snapshot, "kubernetes-service-account-role-exists").filter(({ resource }) => resource.name === "api");
		expect(exists).toMatchObject({ verdict: "fail", detail: expect.stringContaining("orders-api") });
		const [single] = findingsOf(snapshot, "kubernetes-service-account-single-identity").filter(({ resource }) => resource.name === "api");
		expect(single?.verdict).toBe("fail");
		expect(snapshot.findings.filter(({ detail, verdict }) => verdict === "indeterminate" && detail.includes("skipped"))).toEqual([]);
	});

	it("joins a cluster of a kubeconfig by its endpoint, and gives it its place", async () => {
		const file = await kubernetes.kubeconfig();
		const { snapshot } = await scanned(
			["--kubeconfig", file, "--region", region, "--service", "kubernetes", "--fail-on", "none"],
			emulator.env,
		);
		const [exists] = findingsOf(snapshot, "kubernetes-service-account-role-exists").filter(({ resource }) => resource.name === "api");
		expect(exists).toMatchObject({ verdict: "fail", resource: { account: estate.account, region, cluster: "real" } });
	});

	it("does not start with a cluster that is not there", async () => {
		const { code, stderr } = await runCommand(["scan", "--cluster", "no-such-cluster"], { env: emulator.env });
		expect([code, stderr]).toEqual([1, expect.stringContaining(`There is no EKS cluster no-such-cluster in ${estate.account} ${region}.`)]);
	});

	it("says that AWS does not show the cluster, and exits with 2", async () => {
		await emulator.faults([{ service: "eks", operation: "DescribeCluster", kind: "deny" }]);
		try {
			const { code, snapshot } = await scanned(["--cluster", name], emulator.env);
			expect(code).toBe(2);
			expect(snapshot.collectionErrors).toMatchObject([
				{ service: "eks", operation: "DescribeCluster", cause: "denied", scope: { cluster: name } },
			]);
			expect(new Set(snapshot.findings.map(({ verdict }) => verdict))).toEqual(new Set(["indeterminate"]));
		} finally {
			await emulator.faults([]);
		}
	});

	it("leaves no token behind", async () => {
		const { stdout, stderr } = await scanned(["--cluster", name, "--save-inventory", "estate.json"], emulator.env);
		for (const secret of ["k8s-aws-v1", "X-Amz-Signature"]) expect(stdout + stderr).not.toContain(secret);
	});
});
