import { spawn } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { KubernetesObject } from "../support/kubernetes/objects.ts";
import { type KubernetesServer, startKubernetes } from "../support/kubernetes/server.ts";

const alive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

const pod = (name: string, namespace: string, status?: unknown): KubernetesObject => ({
	apiVersion: "v1",
	kind: "Pod",
	metadata: { name, namespace },
	spec: { containers: [{ name: "postgres", image: "postgres:16" }] },
	...(status === undefined ? {} : { status }),
});

describe("the Kubernetes API server of the suites", () => {
	let kubernetes: KubernetesServer;
	beforeAll(async () => {
		kubernetes = await startKubernetes({
			authenticate: (token) => (token === "k8s-aws-v1.known" ? { user: "scanner", groups: ["readers"] } : undefined),
		});
	});
	afterAll(() => kubernetes?.stop());
	beforeEach(() => kubernetes.forgetCalls());

	it("is the real one, at the version that is pinned", async () => {
		const pinned = (await readFile("test/support/kubernetes/go.mod", "utf8")).match(/k8s\.io\/kubernetes (v\S+)/)?.[1];
		expect((await kubernetes.call("GET", "/version")).body.gitVersion).toBe(pinned);
	});

	it("denies a user without rights, until RBAC grants them to the user's group, and then no more than those", async () => {
		const list = (token: string, what: string) => kubernetes.call("GET", `/api/v1/namespaces/rights/${what}`, { token });
		const token = kubernetes.token("alice", ["developers"]);
		expect((await list(token, "pods")).body).toMatchObject({ code: 403, message: expect.stringContaining('User "alice" cannot list') });
		await kubernetes.apply([
			pod("app", "rights"),
			{
				apiVersion: "rbac.authorization.k8s.io/v1",
				kind: "Role",
				metadata: { name: "pods", namespace: "rights" },
				rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }],
			},
			{
				apiVersion: "rbac.authorization.k8s.io/v1",
				kind: "RoleBinding",
				metadata: { name: "pods", namespace: "rights" },
				roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "pods" },
				subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "developers" }],
			},
		]);
		// Its authorizer hears of a binding through a watch.
		await vi.waitFor(async () => expect((await list(token, "pods")).status).toBe(200), 10_000);
		expect((await list(token, "secrets")).status).toBe(403);
		expect((await list(kubernetes.token("bob"), "pods")).status).toBe(403);
	});

	it("asks the suite whom other tokens stand for, as EKS asks its authenticator", async () => {
		const review = (token: string) =>
			kubernetes.call("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", {
				token,
				body: { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" },
			});
		expect((await review("k8s-aws-v1.known")).body.status.userInfo).toMatchObject({
			username: "scanner",
			groups: ["readers", "system:authenticated"],
		});
		expect((await review("k8s-aws-v1.unknown")).status).toBe(401);
	});

	it("keeps the status of a Pod, with the object and by itself", async () => {
		const read = async (name: string) => (await kubernetes.call("GET", `/api/v1/namespaces/status/pods/${name}`)).body.status;
		await kubernetes.apply([pod("one", "status", { phase: "Running", podIP: "10.1.2.3" }), pod("two", "status")]);
		expect(await read("one")).toMatchObject({ phase: "Running", podIP: "10.1.2.3", podIPs: [{ ip: "10.1.2.3" }] });
		expect(await read("two")).not.toHaveProperty("podIP");
		await kubernetes.patchStatus(pod("two", "status"), { phase: "Failed", podIP: "10.1.2.4" });
		expect(await read("two")).toMatchObject({ phase: "Failed", podIP: "10.1.2.4" });
		await kubernetes.remove(pod("two", "status"));
		expect((await kubernetes.call("GET", "/api/v1/namespaces/status/pods/two")).status).toBe(404);
	});

	it("takes custom resources in the same breath as their definition, and judges them by it", async () => {
		const definition: KubernetesObject = {
			apiVersion: "apiextensions.k8s.io/v1",
			kind: "CustomResourceDefinition",
			metadata: { name: "clusters.postgresql.cnpg.io" },
			spec: {
				group: "postgresql.cnpg.io",
				scope: "Namespaced",
				names: { kind: "Cluster", plural: "clusters" },
				versions: [
					{
						name: "v1",
						served: true,
						storage: true,
						subresources: { status: {} },
						schema: {
							openAPIV3Schema: {
								type: "object",
								properties: {
									spec: { type: "object", properties: { instances: { type: "integer", minimum: 1, default: 1 } } },
									status: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
								},
							},
						},
					},
				],
			},
		};
		const cluster = (spec: object): KubernetesObject => ({
			apiVersion: "postgresql.cnpg.io/v1",
			kind: "Cluster",
			metadata: { name: "main", namespace: "custom" },
			spec,
			status: { phase: "Cluster in healthy state" },
		});
		await kubernetes.apply([cluster({}), definition]);
		const { body } = await kubernetes.call("GET", "/apis/postgresql.cnpg.io/v1/namespaces/custom/clusters/main");
		expect(body).toMatchObject({ spec: { instances: 1 }, status: { phase: "Cluster in healthy state" } });
		await expect(kubernetes.apply([cluster({ instances: 0 })])).rejects.toThrow("should be greater than or equal to 1");
		await expect(kubernetes.apply([cluster({ instnces: 1 })])).rejects.toThrow("field not declared in schema");
	});

	it("tells every call that a client made, with its pages, and none of its own", async () => {
		await kubernetes.apply(["a", "b", "c"].map((name) => pod(name, "pages")));
		const config = new KubeConfig();
		config.loadFromFile(await kubernetes.kubeconfig());
		const core = config.makeApiClient(CoreV1Api);
		const names: (string | undefined)[] = [];
		let next: string | undefined;
		do {
			const page = await core.listNamespacedPod({ namespace: "pages", limit: 2, ...(next ? { _continue: next } : {}) });
			names.push(...page.items.map(({ metadata }) => metadata?.name));
			next = page.metadata?._continue;
		} while (next);
		await kubernetes.call("GET", "/api/v1/namespaces/pages/secrets/password", { token: kubernetes.token("eve") });
		expect(names).toEqual(["a", "b", "c"]);
		const calls = await kubernetes.calls();
		expect(calls.map(({ user, verb, resource, namespace, name, status }) => [user, verb, resource, namespace, name, status])).toEqual([
			["admin", "list", "pods", "pages", "", 200],
			["admin", "list", "pods", "pages", "", 200],
			["eve", "get", "secrets", "pages", "password", 403],
		]);
		expect(calls[0]?.uri).toContain("limit=2");
		expect(calls[1]?.uri).toContain("continue=");
		await kubernetes.forgetCalls();
		expect(await kubernetes.calls()).toEqual([]);
	});
});

describe("the end of the Kubernetes API server of the suites", () => {
	it("leaves no process and no file when it is stopped", async () => {
		const kubernetes = await startKubernetes();
		const file = await kubernetes.kubeconfig();
		expect(kubernetes.processes.map(alive)).toEqual([true, true, true]);
		await kubernetes.stop();
		expect(kubernetes.processes.map(alive)).toEqual([false, false, false]);
		await expect(readFile(file)).rejects.toThrow("ENOENT");
	});

	it("leaves no process and no file when the process that started it is killed", async () => {
		const script = join(tmpdir(), `parapet-killed-${process.pid}.ts`);
		await writeFile(
			script,
			`import { startKubernetes } from ${JSON.stringify(resolve("test/support/kubernetes/server.ts"))};
			const { processes, kubeconfig } = await startKubernetes();
			console.log(JSON.stringify({ processes, file: await kubeconfig() }));`,
		);
		const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
		try {
			const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
			const { processes, file } = JSON.parse((await lines.next()).value ?? "") as { processes: number[]; file: string };
			expect(processes.map(alive)).toEqual([true, true, true]);
			child.kill("SIGKILL");
			await vi.waitFor(() => expect(processes.map(alive)).toEqual([false, false, false]), 10_000);
			await vi.waitFor(() => expect(readFile(file)).rejects.toThrow("ENOENT"), 10_000);
		} finally {
			child.kill("SIGKILL");
			await rm(script, { force: true });
		}
	});

	it("says why when it cannot start", async () => {
		vi.stubEnv("TMPDIR", join(tmpdir(), "parapet-no-such-directory"));
		try {
			await expect(startKubernetes()).rejects.toThrow("ENOENT");
		} finally {
			vi.unstubAllEnvs();
		}
	});
});
