import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import type { Finding } from "../../shared/core/finding.ts";
import { runCommand, scanned } from "../support/command.ts";
import { canary, orders } from "../support/kubernetes/estate.ts";
import type { KubernetesObject } from "../support/kubernetes/objects.ts";
import { type KubernetesServer, startKubernetes } from "../support/kubernetes/server.ts";

/** The manifest that the command prints, as objects. */
async function manifest(...args: string[]): Promise<KubernetesObject[]> {
	const { stdout } = await runCommand(["permissions", "--format", "kubernetes", ...args]);
	return parseAllDocuments(stdout).flatMap((document) => {
		const object = (document as { toJS(): KubernetesObject | null }).toJS();
		return object ? [object] : [];
	});
}

/** Nothing of the environment leads to AWS. */
const noAws = { AWS_ENDPOINT_URL: "http://127.0.0.1:9" };

const unknown = (findings: readonly Finding[]) => findings.filter(({ verdict }) => verdict === "indeterminate");
/** What is unknown for lack of rights, and not because AWS was not asked. */
const forLackOfRights = (findings: readonly Finding[]) => unknown(findings).filter(({ detail }) => /denied|forbidden/i.test(detail));

describe("parapet scan --kubeconfig", () => {
	let kubernetes: KubernetesServer;
	beforeAll(async () => {
		kubernetes = await startKubernetes();
		await kubernetes.apply(orders);
		await kubernetes.apply(await manifest());
	});
	afterAll(() => kubernetes?.stop());

	const scannerConfig = () => kubernetes.kubeconfig(kubernetes.token("scanner", ["parapet-scanners"]));

	it("reads a cluster alone with the least rights, in which nothing stays unknown for lack of them, and touches no Secret", async () => {
		const file = await scannerConfig();
		await kubernetes.forgetCalls();
		const { code, stderr, stdout, snapshot } = await scanned(["--kubeconfig", file, "--fail-on", "none"], noAws);
		expect(snapshot.collectionErrors).toEqual([]);
		expect(forLackOfRights(snapshot.findings)).toEqual([]);
		// What AWS alone knows is unknown, with the advice to ask it.
		expect(code).toBe(2);
		expect(new Set(unknown(snapshot.findings).map(({ resource }) => resource.kind))).toEqual(new Set(["kubernetes.ServiceAccount"]));
		expect(unknown(snapshot.findings).every(({ detail }) => detail.includes("skipped"))).toBe(true);
		expect(stderr).toBe("");
		expect(new Set(snapshot.findings.map(({ resource }) => resource.cluster))).toEqual(new Set(["real"]));
		expect(snapshot.findings.some(({ resource, verdict }) => resource.name === "api" && verdict === "pass")).toBe(true);
		expect(stdout).not.toContain(canary);

		const calls = await kubernetes.calls();
		expect(new Set(calls.map(({ user }) => user))).toEqual(new Set(["scanner"]));
		expect(new Set(calls.filter(({ resource }) => resource !== "").map(({ verb }) => verb))).toEqual(new Set(["list"]));
		expect(calls.filter(({ status }) => status !== 200)).toEqual([]);
		expect(calls.filter(({ resource, uri }) => resource === "secrets" || uri.includes("secrets"))).toEqual([]);
		expect(new Set(calls.map(({ userAgent }) => userAgent.split("/")[0]))).toEqual(new Set(["parapet"]));
		// Each thing is asked for once.
		expect(new Set(calls.map(({ uri }) => uri)).size).toBe(calls.length);
	});

	it("reads only the namespace that is named, with rights there only", async () => {
		await kubernetes.apply(
			(await manifest("--namespace", "orders")).map((object) => {
				const names = JSON.parse(JSON.stringify(object).replaceAll("parapet-scanner", "narrow-scanner")) as KubernetesObject;
				return names;
			}),
		);
		const file = await kubernetes.kubeconfig(kubernetes.token("narrow", ["narrow-scanners"]));
		await kubernetes.forgetCalls();
		const { snapshot } = await scanned(["--kubeconfig", file, "--namespace", "orders", "--fail-on", "none"], noAws);
		expect(snapshot.collectionErrors).toEqual([]);
		const calls = await kubernetes.calls();
		expect(calls.filter(({ status }) => status !== 200)).toEqual([]);
		expect(new Set(calls.map(({ namespace }) => namespace))).toEqual(new Set(["", "orders"]));
		expect(snapshot.findings.some(({ resource }) => resource.arn === "kubernetes://real/orders/Deployment/api")).toBe(true);
	});

	it("says what it could not read when a right is missing, and exits with 2", async () => {
		const [role, binding] = await manifest();
		const rules = ((role?.rules ?? []) as { resources?: string[] }[]).map((rule) => ({
			...rule,
			...(rule.resources ? { resources: rule.resources.filter((name) => name !== "networkpolicies") } : {}),
		}));
		const named = (object: KubernetesObject | undefined, more: object): KubernetesObject =>
			({ ...object, metadata: { name: "blind" }, ...more }) as KubernetesObject;
		await kubernetes.apply([
			named(role, { rules: rules.filter(({ resources }) => resources === undefined || resources.length > 0) }),
			named(binding, {
				roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "blind" },
				subjects: [{ kind: "Group", name: "blind", apiGroup: "rbac.authorization.k8s.io" }],
			}),
		]);
		const file = await kubernetes.kubeconfig(kubernetes.token("blind", ["blind"]));
		const { code, snapshot } = await scanned(["--kubeconfig", file, "--fail-on", "none"], noAws);
		expect(code).toBe(2);
		const blind = forLackOfRights(snapshot.findings);
		expect(blind.some(({ resource }) => resource.kind === "kubernetes.Workload")).toBe(true);
		expect(blind.every(({ detail }) => detail.includes("networkpolicies"))).toBe(true);
		// What needs no network policy is still known.
		expect(snapshot.findings.some(({ verdict, resource }) => verdict === "pass" && resource.kind === "kubernetes.Workload")).toBe(true);
	});

	it("passes nothing when it may read nothing", async () => {
		const file = await kubernetes.kubeconfig(kubernetes.token("nobody"));
		const { code, snapshot } = await scanned(["--kubeconfig", file, "--fail-on", "none"], noAws);
		expect(code).toBe(2);
		expect(snapshot.findings.filter(({ verdict }) => verdict === "pass")).toEqual([]);
		// Which API groups there are, everybody may know who is let in.
		const failed = snapshot.findings.filter(({ verdict }) => verdict === "fail").map(({ ruleId }) => ruleId);
		expect(failed).toEqual(["kubernetes-cluster-external-secret-store"]);
		expect(snapshot.collectionErrors.length).toBeGreaterThan(0);
		expect(new Set(snapshot.collectionErrors.map(({ cause }) => cause))).toEqual(new Set(["denied"]));
	});

	it("is told once of a cluster that lets nobody in, and exits with 2", async () => {
		const file = await kubernetes.kubeconfig("no-such-token");
		const { code, stdout, snapshot } = await scanned(["--kubeconfig", file], noAws);
		expect(code).toBe(2);
		expect(snapshot.collectionErrors).toMatchObject([
			{ cause: "denied", scope: { cluster: "real" }, message: "Unauthorized. The credentials of the context real are not accepted." },
		]);
		expect(new Set(snapshot.findings.map(({ verdict }) => verdict))).toEqual(new Set(["indeterminate"]));
		expect(stdout).not.toContain("no-such-token");
	});

	it("judges a saved inventory the same", async () => {
		const live = await scanned(["--kubeconfig", await scannerConfig(), "--save-inventory", "estate.json"], noAws);
		const saved = await scanned(["--inventory", "estate.json"], {}, { directory: live.directory });
		const verdicts = (findings: readonly Finding[]) => findings.map(({ uid, verdict, detail }) => [uid, verdict, detail]);
		expect(verdicts(saved.snapshot.findings)).toEqual(verdicts(live.snapshot.findings));
	});

	it("takes the place of the same cluster in a saved inventory", async () => {
		const file = await scannerConfig();
		const first = await scanned(["--kubeconfig", file, "--save-inventory", "estate.json"], noAws);
		const again = await scanned(["--inventory", "estate.json", "--kubeconfig", file], noAws, { directory: first.directory });
		const ids = ({ snapshot }: typeof first) => snapshot.findings.map(({ uid }) => uid).sort();
		expect(ids(again)).toEqual(ids(first));
	});

	it("finds the kubeconfig that kubectl uses, and the context in it", async () => {
		const KUBECONFIG = await scannerConfig();
		const { snapshot } = await scanned(["--context", "real", "--rule", "kubernetes-workload-not-privileged"], { ...noAws, KUBECONFIG });
		expect(snapshot.findings.filter(({ resource }) => resource.name === "postgres").map(({ verdict }) => verdict)).toEqual(["pass"]);
	});
});
