import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { consumersAlert } from "../../shared/rotation/consumers/outcome.ts";
import type { RotatedSecret } from "../../shared/rotation/consumers/port.ts";
import { versionAnnotation } from "../../shared/rotation/consumers/workloads.ts";
import { type ConsumersRequest, followConsumers, kubeconfigTargets } from "../../shared/runtime/rotation/follow-consumers.ts";
import type { KubernetesObject } from "../support/kubernetes/objects.ts";
import { definition } from "../support/kubernetes/operators.ts";
import { type KubernetesServer, startKubernetes } from "../support/kubernetes/server.ts";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf";
const day = 24 * 60 * 60_000;
const databaseValue = (password: string) => ({ engine: "postgres", host: "db.internal", username: "orders", password, port: 5432 });
const rotated = (version: string, password: string): RotatedSecret => ({
	arn,
	name: "orders",
	version,
	text: JSON.stringify(databaseValue(password)),
});
const base64 = (values: Readonly<Record<string, string>>) =>
	Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString("base64")]));

const externalSecret = (namespace: string, spec: object = { dataFrom: [{ extract: { key: "orders" } }] }): KubernetesObject => ({
	apiVersion: "external-secrets.io/v1",
	kind: "ExternalSecret",
	metadata: { name: "database", namespace },
	spec: { refreshInterval: "1h0m0s", secretStoreRef: { name: "aws", kind: "ClusterSecretStore" }, ...spec },
});
const kubernetesSecret = (namespace: string, values: Readonly<Record<string, string>>): KubernetesObject => ({
	apiVersion: "v1",
	kind: "Secret",
	metadata: { name: "database", namespace },
	data: base64(values),
});
const everyMember = (password: string) =>
	Object.fromEntries(Object.entries(databaseValue(password)).map(([key, value]) => [key, String(value)]));
const workload = (
	kind: "Deployment" | "StatefulSet" | "DaemonSet",
	namespace: string,
	name: string,
	annotations: Readonly<Record<string, string>> = { "parapet.dev/roll-on-rotation": "true" },
	spec: object = {},
): KubernetesObject => ({
	apiVersion: "apps/v1",
	kind,
	metadata: { name, namespace, annotations },
	spec: {
		selector: { matchLabels: { app: name } },
		...(kind === "DaemonSet" ? {} : { replicas: 2 }),
		...(kind === "StatefulSet" ? { serviceName: name } : {}),
		template: {
			metadata: { labels: { app: name } },
			spec: { containers: [{ name: "app", image: "app:1", envFrom: [{ secretRef: { name: "database" } }] }] },
		},
		...spec,
	},
});

/** What the function that follows rotations may do; docs/rotation.md has the same. */
const rights: readonly KubernetesObject[] = [
	{
		apiVersion: "rbac.authorization.k8s.io/v1",
		kind: "ClusterRole",
		metadata: { name: "parapet-rotation" },
		rules: [
			{ apiGroups: ["external-secrets.io"], resources: ["externalsecrets"], verbs: ["get", "list", "patch"] },
			{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] },
			{ apiGroups: ["apps"], resources: ["deployments", "statefulsets", "daemonsets"], verbs: ["get", "list", "patch"] },
		],
	},
	{
		apiVersion: "rbac.authorization.k8s.io/v1",
		kind: "ClusterRoleBinding",
		metadata: { name: "parapet-rotation" },
		roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "parapet-rotation" },
		subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "parapet-rotation" }],
	},
];

const rest = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("consumers in Kubernetes after a rotation", () => {
	let kubernetes: KubernetesServer;
	let kubeconfig: string;
	beforeAll(async () => {
		kubernetes = await startKubernetes();
		await kubernetes.apply([definition("external-secrets.io", "ExternalSecret", "externalsecrets", "v1"), ...rights]);
		kubeconfig = await kubernetes.kubeconfig(kubernetes.token("rotator", ["parapet-rotation"]));
	});
	afterAll(() => kubernetes?.stop());
	beforeEach(() => kubernetes.forgetCalls());

	const follow = async (namespace: string, secret: RotatedSecret, more: Partial<ConsumersRequest> = {}) => {
		const [target] = await kubeconfigTargets(kubeconfig, [], {});
		if (!target) throw new Error("no cluster");
		return followConsumers(target, { secret, namespaces: [namespace], environment: {}, interval: 50, limit: 20_000, ...more });
	};
	const read = async (path: string) => (await kubernetes.call("GET", path)).body;
	const eventually = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
		for (let turn = 0; turn < 400; turn++) {
			const found = await look();
			if (found !== undefined) return found;
			await rest(25);
		}
		throw new Error("it did not happen in ten seconds");
	};
	/** External Secrets: it waits for somebody to ask, then writes the Secret. */
	const operate = async (namespace: string, values: Readonly<Record<string, string>>) => {
		await eventually(async () => {
			const { metadata } = await read(`/apis/external-secrets.io/v1/namespaces/${namespace}/externalsecrets/database`);
			return metadata.annotations?.["force-sync"] as string | undefined;
		});
		await kubernetes.apply([kubernetesSecret(namespace, values)]);
	};
	const at = (namespace: string, plural: string, name: string) => `/apis/apps/v1/namespaces/${namespace}/${plural}/${name}`;
	/** The controller of a kind: it waits until the pod template asks for the version, then says what has become of the pods. */
	const roll = async (object: KubernetesObject, plural: string, version: string, status: (generation: number) => object) => {
		const generation = await eventually(async () => {
			const body = await read(at(object.metadata.namespace ?? "", plural, object.metadata.name));
			const asked = body.spec.template.metadata.annotations?.[versionAnnotation(rotated(version, ""))];
			return asked === version ? (body.metadata.generation as number) : undefined;
		});
		await kubernetes.patchStatus(object, status(generation));
	};
	const running = (generation: number) => ({
		observedGeneration: generation,
		replicas: 2,
		updatedReplicas: 2,
		readyReplicas: 2,
		availableReplicas: 2,
	});

	it("are refreshed, rolled and watched to the end, with no more rights than the documented ones", async () => {
		const deployment = workload("Deployment", "all", "web");
		const statefulSet = workload("StatefulSet", "all", "queue");
		const daemonSet = workload("DaemonSet", "all", "agent", { "parapet.dev/roll-on-rotation": arn });
		const bystander = workload(
			"Deployment",
			"all",
			"other",
			{},
			{
				template: { metadata: { labels: { app: "other" } }, spec: { containers: [{ name: "app", image: "app:1" }] } },
			},
		);
		await kubernetes.apply([
			externalSecret("all"),
			kubernetesSecret("all", everyMember("old-passw0rd")),
			deployment,
			statefulSet,
			daemonSet,
			bystander,
		]);
		const [outcome] = await Promise.all([
			follow("all", rotated("v2", "new-passw0rd")),
			operate("all", everyMember("new-passw0rd")),
			roll(deployment, "deployments", "v2", running),
			roll(statefulSet, "statefulsets", "v2", (generation) => ({ ...running(generation), currentRevision: "b", updateRevision: "b" })),
			roll(daemonSet, "daemonsets", "v2", (generation) => ({
				observedGeneration: generation,
				currentNumberScheduled: 3,
				numberMisscheduled: 0,
				numberReady: 3,
				desiredNumberScheduled: 3,
				updatedNumberScheduled: 3,
				numberAvailable: 3,
			})),
		]);
		expect(outcome).toMatchObject({
			state: "current",
			errors: [],
			secrets: [{ namespace: "all", externalSecret: "database", target: "database", state: "refreshed" }],
		});
		expect(outcome.workloads.map(({ kind, name, state }) => `${kind} ${name} ${state}`)).toEqual([
			"Deployment web rolled",
			"StatefulSet queue rolled",
			"DaemonSet agent rolled",
		]);
		expect(consumersAlert(outcome, Date.now() + day)).toBeUndefined();
		expect(JSON.stringify(outcome)).not.toContain("passw0rd");
		const calls = await kubernetes.calls();
		expect(calls.filter(({ verb }) => verb === "patch")).toHaveLength(4);

		// Again: nothing is left to do, so that nothing is changed.
		await kubernetes.forgetCalls();
		expect(await follow("all", rotated("v2", "new-passw0rd"))).toMatchObject({ state: "current", secrets: [{ state: "current" }] });
		expect((await kubernetes.calls()).filter(({ verb }) => verb === "patch")).toEqual([]);
	});

	it("hear an alert before the next rotation when External Secrets does not follow, and no pod is started with the old password", async () => {
		await kubernetes.apply([
			externalSecret("stuck"),
			kubernetesSecret("stuck", everyMember("old-passw0rd")),
			workload("Deployment", "stuck", "web"),
		]);
		await kubernetes.patchStatus(externalSecret("stuck"), {
			conditions: [{ type: "Ready", status: "False", reason: "SecretSyncedError" }],
		});
		const nextRotation = Date.now() + 3_000;
		const outcome = await follow("stuck", rotated("v2", "new-passw0rd"), { nextRotation });
		expect(outcome.endedAt).toBeLessThan(nextRotation);
		expect(outcome).toMatchObject({ state: "behind", secrets: [{ state: "behind" }], workloads: [{ name: "web", state: "held" }] });
		const alert = consumersAlert(outcome, nextRotation);
		expect(alert).toMatchObject({ severity: "critical", before: new Date(nextRotation).toISOString() });
		expect(alert?.detail).toContain("SecretSyncedError");
		expect(alert?.detail).toContain("Deployment stuck/web is held");
		const { spec } = await read(at("stuck", "deployments", "web"));
		expect(spec.template.metadata.annotations).toBeUndefined();
	});

	it("hear an alert when new pods do not come up, and when they take too long", async () => {
		const failing = workload("Deployment", "broken", "failing");
		const slow = workload("Deployment", "broken", "slow");
		await kubernetes.apply([externalSecret("broken"), kubernetesSecret("broken", everyMember("new-passw0rd")), failing, slow]);
		const [outcome] = await Promise.all([
			follow("broken", rotated("v2", "new-passw0rd"), { limit: 3_000 }),
			roll(failing, "deployments", "v2", (generation) => ({
				observedGeneration: generation,
				replicas: 3,
				updatedReplicas: 1,
				conditions: [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" }],
			})),
			roll(slow, "deployments", "v2", (generation) => ({ observedGeneration: generation, replicas: 3, updatedReplicas: 1 })),
		]);
		expect(outcome).toMatchObject({
			state: "behind",
			workloads: [
				{ name: "failing", state: "failed" },
				{ name: "slow", state: "rolling", detail: "1 of 2 pods are new" },
			],
		});
		expect(consumersAlert(outcome, undefined)).toMatchObject({ severity: "high" });
	});

	it("are told apart: pinned ones, those that nothing will roll, those that nobody asked to roll, and those of other secrets", async () => {
		await kubernetes.apply([
			externalSecret("apart", { dataFrom: [{ extract: { key: "orders", version: "AWSPREVIOUS" } }] }),
			{ ...externalSecret("apart", { dataFrom: [{ extract: { key: "invoices" } }] }), metadata: { name: "invoices", namespace: "apart" } },
			kubernetesSecret("apart", everyMember("old-passw0rd")),
			workload("Deployment", "apart", "paused", { "parapet.dev/roll-on-rotation": "orders" }, { paused: true }),
			workload("Deployment", "apart", "nobodys", {}),
			workload("Deployment", "apart", "reloaded", { "reloader.stakater.com/auto": "true" }),
			workload("Deployment", "apart", "own", { "parapet.dev/roll-on-rotation": "false" }),
		]);
		const outcome = await follow("apart", rotated("v2", "new-passw0rd"), { limit: 1_000 });
		expect(outcome.secrets).toMatchObject([
			{ externalSecret: "database", state: "behind", detail: "it asks for the version AWSPREVIOUS, so that it stays as it is" },
		]);
		expect(outcome.workloads.map(({ name, state }) => `${name} ${state}`)).toEqual(["nobodys unmanaged", "paused held"]);
		await kubernetes.apply([externalSecret("apart"), kubernetesSecret("apart", everyMember("new-passw0rd"))]);
		const later = await follow("apart", rotated("v2", "new-passw0rd"), { limit: 1_000 });
		expect(later.workloads).toMatchObject([
			{ name: "nobodys", state: "unmanaged" },
			{ name: "paused", state: "blocked", detail: "it is paused" },
		]);
	});

	it("may shape the value: single members, the whole, templates", async () => {
		const shapes = [
			[
				"single",
				{ data: [{ secretKey: "PGPASSWORD", remoteRef: { key: arn, property: "password" } }] },
				(password: string) => ({ PGPASSWORD: password }),
			],
			[
				"whole",
				{ data: [{ secretKey: "json", remoteRef: { key: "orders" } }] },
				(password: string) => ({ json: JSON.stringify(databaseValue(password)) }),
			],
			[
				"template",
				{ target: { template: { data: { url: "…" } } }, data: [{ secretKey: "p", remoteRef: { key: "orders", property: "password" } }] },
				(password: string) => ({ url: `postgres://orders:${encodeURIComponent(password)}@db/` }),
			],
		] as const;
		for (const [namespace, spec, values] of shapes) {
			await kubernetes.apply([externalSecret(namespace, spec), kubernetesSecret(namespace, values("new/passw0rd"))]);
			expect(await follow(namespace, rotated("v2", "new/passw0rd")), namespace).toMatchObject({
				state: "current",
				secrets: [{ state: "current" }],
			});
			await kubernetes.apply([kubernetesSecret(namespace, values("old/passw0rd"))]);
			expect(await follow(namespace, rotated("v2", "new/passw0rd"), { limit: 300 }), namespace).toMatchObject({ state: "behind" });
		}
	});

	it("are unknown, which is an alert, when the cluster lets nobody look", async () => {
		const [target] = await kubeconfigTargets(await kubernetes.kubeconfig(kubernetes.token("nobody")), [], {});
		if (!target) throw new Error("no cluster");
		const outcome = await followConsumers(target, { secret: rotated("v2", "new-passw0rd"), environment: {}, limit: 1_000 });
		expect(outcome).toMatchObject({ state: "unknown", secrets: [], workloads: [] });
		expect(consumersAlert(outcome, undefined)?.detail).toContain("list externalsecrets.external-secrets.io");
	});
});
