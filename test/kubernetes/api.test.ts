import { describe, expect, it } from "vitest";
import { createApi } from "../../shared/kubernetes/api.ts";
import type { KubernetesClient, Outcome } from "../../shared/kubernetes/client.ts";

const pods = { group: "", version: "v1", plural: "pods", namespaced: true } as const;
const deployments = { group: "apps", version: "v1", plural: "deployments", namespaced: true } as const;
const nodes = { group: "", version: "v1", plural: "nodes", namespaced: false } as const;
const namespacesList = { group: "", version: "v1", plural: "namespaces", namespaced: false } as const;

const page = (names: readonly string[], next?: string): Outcome => ({
	body: { kind: "PodList", items: names.map((name) => ({ metadata: { name } })), metadata: next ? { continue: next } : {} },
});
const failure = (cause: "denied" | "notFound" | "network" | "other", expired = false): Outcome => ({
	unread: { service: "kubernetes", operation: "?", cause, message: cause },
	expired,
});

/** A client that answers by path, each time with the next of its answers. */
function answering(answers: Readonly<Record<string, readonly Outcome[]>>) {
	const asked: string[] = [];
	const counts = new Map<string, number>();
	const client: KubernetesClient = {
		async get(path) {
			asked.push(path);
			const number = counts.get(path) ?? 0;
			counts.set(path, number + 1);
			const outcomes = answers[path] ?? [];
			const outcome = outcomes[Math.min(number, outcomes.length - 1)];
			if (!outcome) throw new Error(`unexpected ${path}`);
			return outcome;
		},
		lost: () => undefined,
		close: () => {},
	};
	return { api: (namespaces?: readonly string[]) => createApi(client, "prod", namespaces), asked };
}

const names = (listed: { items: readonly { metadata: { name: string } }[] }) => listed.items.map(({ metadata }) => metadata.name);

describe("listing a resource", () => {
	it("reads every page by the place that the last one names", async () => {
		const { api, asked } = answering({
			"/api/v1/pods?limit=500": [page(["a", "b"], "place/2+")],
			"/api/v1/pods?limit=500&continue=place%2F2%2B": [page([], "3")],
			"/api/v1/pods?limit=500&continue=3": [page(["c"])],
		});
		const listed = await api().list(pods);
		expect([names(listed), listed.error, asked.length]).toEqual([["a", "b", "c"], undefined, 3]);
	});

	it("asks for a group's resource under its path, and takes Go's null for an empty list", async () => {
		const { api, asked } = answering({ "/apis/apps/v1/deployments?limit=500": [{ body: { items: null, metadata: {} } }] });
		expect(await api().list(deployments)).toEqual({ items: [] });
		expect(asked).toEqual(["/apis/apps/v1/deployments?limit=500"]);
	});

	it("keeps what it read before a failure", async () => {
		const { api } = answering({ "/api/v1/pods?limit=500": [page(["a"], "2")], "/api/v1/pods?limit=500&continue=2": [failure("network")] });
		const listed = await api().list(pods);
		expect([names(listed), listed.error?.cause]).toEqual([["a"], "network"]);
	});

	it("begins again when its place expired, and keeps nothing of the first try", async () => {
		const { api } = answering({
			"/api/v1/pods?limit=500": [page(["gone", "a"], "2"), page(["a"], "3")],
			"/api/v1/pods?limit=500&continue=2": [failure("other", true)],
			"/api/v1/pods?limit=500&continue=3": [page(["b"])],
		});
		const listed = await api().list(pods);
		expect([names(listed), listed.error]).toEqual([["a", "b"], undefined]);
	});

	it("asks for everything at once when its place expires again and again", async () => {
		const { api, asked } = answering({
			"/api/v1/pods?limit=500": [page(["a"], "2")],
			"/api/v1/pods?limit=500&continue=2": [failure("other", true)],
			"/api/v1/pods": [page(["a", "b"])],
		});
		expect(names(await api().list(pods))).toEqual(["a", "b"]);
		expect(asked.filter((path) => path.endsWith("limit=500")).length).toBe(3);
	});

	it("ends with the failure when even that expires", async () => {
		const { api, asked } = answering({
			"/api/v1/pods?limit=500": [failure("other", true)],
			"/api/v1/pods": [failure("other", true)],
		});
		expect((await api().list(pods)).error?.cause).toBe("other");
		expect(asked.length).toBe(4);
	});

	it.each([
		["without items", { body: { kind: "PodList", metadata: {} } }, "lacks its items"],
		["whose items are no list", { body: { items: {} } }, "lacks its items"],
		["with an item that has no name", { body: { items: [{ metadata: {} }] } }, "no name"],
		["with an item that is null", { body: { items: [null] } }, "no name"],
	] as const)("takes an answer %s for malformed", async (_, outcome, message) => {
		const { api } = answering({ "/api/v1/pods?limit=500": [outcome] });
		expect((await api().list(pods)).error).toEqual({
			service: "kubernetes",
			operation: "list pods",
			cause: "malformed",
			message: expect.stringContaining(message),
		});
	});

	it("does not go round in circles", async () => {
		const { api } = answering({ "/api/v1/pods?limit=500": [page(["a"], "2")], "/api/v1/pods?limit=500&continue=2": [page(["b"], "2")] });
		const listed = await api().list(pods);
		expect([names(listed), listed.error]).toMatchObject([["a", "b"], { cause: "malformed", message: expect.stringContaining("twice") }]);
	});

	it("does not keep the copy that kubectl apply leaves, nor who set which field", async () => {
		const metadata = {
			name: "a",
			labels: { app: "x" },
			managedFields: [{ manager: "kubectl" }],
			annotations: { "kubectl.kubernetes.io/last-applied-configuration": '{"password":"canary"}', note: "kept" },
		};
		const { api } = answering({ "/api/v1/pods?limit=500": [{ body: { items: [{ metadata, spec: { nodeName: "n" } }] } }] });
		expect((await api().list(pods)).items).toEqual([
			{ metadata: { name: "a", labels: { app: "x" }, annotations: { note: "kept" } }, spec: { nodeName: "n" } },
		]);
	});
});

describe("a choice of namespaces", () => {
	it("lists in each, and once what belongs to none", async () => {
		const { api, asked } = answering({
			"/apis/apps/v1/namespaces/a/deployments?limit=500": [page(["one"])],
			"/apis/apps/v1/namespaces/b/deployments?limit=500": [page(["two"])],
			"/api/v1/nodes?limit=500": [page(["n"])],
		});
		expect(names(await api(["a", "b"]).list(deployments))).toEqual(["one", "two"]);
		expect(names(await api(["a", "b"]).list(nodes))).toEqual(["n"]);
		expect(asked.length).toBe(3);
	});

	it("keeps the objects of the others when one may not be read", async () => {
		const { api } = answering({
			"/api/v1/namespaces/a/pods?limit=500": [failure("denied")],
			"/api/v1/namespaces/b/pods?limit=500": [page(["two"])],
		});
		const listed = await api(["a", "b"]).list(pods);
		expect([names(listed), listed.error?.cause]).toEqual([["two"], "denied"]);
	});

	it("asks for namespaces by name, and tells one that is not there", async () => {
		const { api } = answering({
			"/api/v1/namespaces/a": [{ body: { kind: "Namespace", metadata: { name: "a" } } }],
			"/api/v1/namespaces/typo": [failure("notFound")],
		});
		const listed = await api(["a", "typo"]).list(namespacesList);
		expect([names(listed), listed.error?.cause]).toEqual([["a"], "notFound"]);
	});
});

describe("what a server says of itself", () => {
	it("is asked once", async () => {
		const { api, asked } = answering({ "/version": [{ body: { gitVersion: "v1.34.2-eks-1a2b3c4" } }] });
		const { version } = api();
		expect(await Promise.all([version(), version()])).toEqual([{ value: "v1.34.2-eks-1a2b3c4" }, { value: "v1.34.2-eks-1a2b3c4" }]);
		expect(asked).toEqual(["/version"]);
	});

	it("gives groups with the preferred version first", async () => {
		const groups = [
			{ name: "apps", versions: [{ version: "v1" }], preferredVersion: { version: "v1" } },
			{ name: "external-secrets.io", versions: [{ version: "v1" }, { version: "v1beta1" }], preferredVersion: { version: "v1beta1" } },
			{ name: "odd" },
		];
		const { api } = answering({ "/apis": [{ body: { kind: "APIGroupList", groups } }] });
		const answer = await api().groups();
		expect("value" in answer && [...answer.value]).toEqual([
			["apps", ["v1"]],
			["external-secrets.io", ["v1beta1", "v1"]],
			["odd", []],
		]);
	});

	it.each([
		["/version", { gitVersion: 1 }, "version", "gitVersion"],
		["/apis", { groups: {} }, "groups", "groups"],
		["/apis", { groups: [{ versions: [{ version: "v1" }] }] }, "groups", "groups"],
		["/apis", { groups: [null] }, "groups", "groups"],
	] as const)("is malformed when %s lacks it", async (path, body, method, field) => {
		const { api } = answering({ [path]: [{ body }] });
		expect(await api()[method]()).toMatchObject({ unread: { cause: "malformed", message: `The answer lacks ${field}.` } });
	});
});
