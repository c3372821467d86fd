import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resourceKinds, sourceOf } from "../../shared/core/kinds.ts";
import { collectClusters } from "../../shared/runtime/collect-clusters.ts";
import { parseConfig } from "../../shared/runtime/config.ts";
import { configuredClusters, kubernetesSettings } from "../../shared/runtime/kubernetes-settings.ts";
import { mergeInventories, narrowTo } from "../../shared/runtime/merge-inventories.ts";
import { scanSettings } from "../../shared/runtime/scan-settings.ts";
import { type HttpsServer, json, startHttps, status } from "../support/kubernetes/https.ts";
import { directoryWith, parapet } from "../support/terminal.ts";

const access = { allRegions: false, roles: [], concurrency: 4, inspectLogEvents: false, utilization: false };
const clusterKinds = resourceKinds.filter((kind) => sourceOf(kind) === "kubernetes");

describe("the clusters of a scan", () => {
	it.each([
		[{}, undefined],
		[{ kubeconfig: "f" }, { kubeconfig: { file: "f", contexts: [] }, clusters: [], namespaces: undefined }],
		[{ context: ["a", "b"] }, { kubeconfig: { file: undefined, contexts: ["a", "b"] }, clusters: [], namespaces: undefined }],
		[
			{ cluster: ["prod"], namespace: ["b", "a", "b"] },
			{ kubeconfig: undefined, clusters: ["prod"], namespaces: ["b", "a"] },
		],
	])("come from the flags %j", (flags, expected) => {
		expect(kubernetesSettings(flags)).toEqual(expected);
	});

	it.each([
		[{ namespace: ["orders"] }, "none is named"],
		[{ cluster: ["prod"], namespace: ["Orders"] }, '"Orders" cannot be the name of a namespace'],
		[{ cluster: ["prod"], namespace: ["../secrets"] }, "cannot be the name"],
		[{ cluster: ["prod"], namespace: ["a".repeat(64)] }, "cannot be the name"],
	])("are refused for %j", (flags, words) => {
		expect(() => kubernetesSettings(flags)).toThrow(words);
	});

	it("come from the configuration file, with the kubeconfig beside it", async () => {
		const { kubernetes } = await parseConfig(
			{ kubernetes: { kubeconfig: "k.yaml", contexts: ["a"], clusters: ["prod"], namespaces: ["x"] } },
			"c",
		);
		expect(kubernetes && configuredClusters(kubernetes, "/etc/parapet")).toEqual({
			kubeconfig: { file: "/etc/parapet/k.yaml", contexts: ["a"] },
			clusters: ["prod"],
			namespaces: ["x"],
		});
		await expect(parseConfig({ kubernetes: { namespaces: ["x"] } }, "c")).rejects.toMatchObject({
			problems: [expect.stringContaining("needs kubeconfig, contexts or clusters")],
		});
	});

	describe("decide what is read", () => {
		let place: Awaited<ReturnType<typeof directoryWith>>;
		beforeAll(async () => {
			place = await directoryWith({
				"with.json": JSON.stringify({ kubernetes: { clusters: ["prod"] }, databases: [{ url: "postgres://u@h/d" }] }),
				"without.json": "{}",
			});
		});
		afterAll(() => place.remove());
		const sources = async (file: string, flags: Parameters<typeof scanSettings>[0]) =>
			[...(await scanSettings({ config: place.path(file), ...flags })).sources].sort();

		it.each([
			["clusters alone when only they are named", "without.json", { cluster: ["prod"] }, ["kubernetes"]],
			["clusters alone by a kubeconfig", "without.json", { kubeconfig: "f" }, ["kubernetes"]],
			["AWS too when a region is named", "without.json", { cluster: ["prod"], region: ["eu-west-1"] }, ["aws", "kubernetes"]],
			["clusters and databases", "without.json", { context: ["a"], database: ["postgres://u@h/d"] }, ["databases", "kubernetes"]],
			["everything that the file names, and AWS", "with.json", {}, ["aws", "databases", "kubernetes"]],
			["of the file nothing, when the command line names something", "with.json", { context: ["a"] }, ["kubernetes"]],
			["of the file nothing, when the command line names a database", "with.json", { database: ["postgres://u@h/d"] }, ["databases"]],
		] as const)("%s", async (_, file, flags, expected) => {
			expect(await sources(file, flags as never)).toEqual(expected);
		});
	});

	it("are told to the user where a context is missing, before anything is read", async () => {
		const place = await directoryWith({ k: '{"contexts":[]}' });
		const { code, stderr } = await parapet(["scan", "--kubeconfig", place.path("k"), "--context", "prod", "--no-files"]);
		expect([code, stderr]).toEqual([1, expect.stringContaining('has no context "prod". It has none.')]);
		await place.remove();
	});
});

describe("reading clusters", () => {
	let server: HttpsServer;
	beforeAll(async () => {
		server = await startHttps();
	});
	beforeEach(() => server.answer((request, response) => answer(request.url ?? "", response)));
	afterAll(() => server.stop());

	/** A cluster with one namespace and nothing else. */
	const answer = (url: string, response: Parameters<typeof json>[0]) => {
		if (url === "/version") return json(response, { gitVersion: "v1.34.2" });
		if (url === "/apis") return json(response, { kind: "APIGroupList", groups: [] });
		if (url.startsWith("/api/v1/namespaces/typo")) return json(response, status(404, 'namespaces "typo" not found'), 404);
		if (url === "/api/v1/namespaces/orders") return json(response, { kind: "Namespace", metadata: { name: "orders" } });
		return json(response, { kind: "List", metadata: {}, items: [] });
	};
	const kubeconfig = (clusters: readonly { readonly name: string; readonly server?: string; readonly more?: object }[]) =>
		server.file(
			`k-${clusters.map(({ name }) => name.replace(/\W/g, "-")).join("-")}`,
			JSON.stringify({
				clusters: clusters.map(({ name, server: url = server.url, more }) => ({
					name,
					cluster: { server: url, "certificate-authority-data": Buffer.from(server.authority).toString("base64"), ...more },
				})),
				users: [{ name: "u", user: { token: "s3cret" } }],
				contexts: clusters.map(({ name }) => ({ name, context: { cluster: name, user: "u" } })),
			}),
		);
	const read = async (clusters: Parameters<typeof kubeconfig>[0], namespaces?: readonly string[]) => {
		const progress: unknown[] = [];
		const result = await collectClusters({
			settings: { kubeconfig: { file: await kubeconfig(clusters), contexts: clusters.map(({ name }) => name) }, clusters: [], namespaces },
			access,
			environment: {},
			now: () => 0,
			timeouts: { connect: 2_000, idle: 2_000, total: 2_000 },
			onProgress: (step) => progress.push(step),
		});
		return { ...result, progress };
	};
	const arn = (region: string, account = "111122223333") => `arn:aws:eks:${region}:${account}:cluster/prod`;

	it("gives what the cluster's own name and place say", async () => {
		const { inventory, progress } = await read([{ name: arn("eu-west-1") }]);
		expect(inventory.scopes).toEqual([{ partition: "aws", account: "111122223333", region: "eu-west-1", cluster: "prod" }]);
		expect(inventory.errors).toEqual([]);
		expect(inventory.resources).toContainEqual(
			expect.objectContaining({ kind: "kubernetes.Cluster", name: "prod", endpoint: new URL(server.url).host, account: "111122223333" }),
		);
		expect(progress.at(-1)).toMatchObject({ clustersDone: 1, clustersTotal: 1 });
		expect(server.requests.map(({ url }) => url).filter((url) => url.includes("secrets"))).toEqual([]);
	});

	it("tells clusters of one name apart by place", async () => {
		const { inventory } = await read([{ name: arn("eu-west-1") }, { name: arn("us-east-1") }, { name: "kind-test" }]);
		expect(inventory.scopes.map(({ cluster }) => cluster)).toEqual([
			"prod.eu-west-1.111122223333",
			"prod.us-east-1.111122223333",
			"kind-test",
		]);
	});

	it("of which one does not answer leaves that one unread, in all kinds, with one reason", async () => {
		const { inventory } = await read([{ name: "dead", server: "https://127.0.0.1:9" }, { name: "alive" }]);
		expect(inventory.errors).toMatchObject([
			{
				service: "kubernetes",
				operation: "get version",
				cause: "network",
				scope: { account: "-", cluster: "dead" },
				message: expect.stringContaining("ECONNREFUSED"),
			},
		]);
		expect(new Set(inventory.errors[0]?.kinds)).toEqual(new Set(clusterKinds));
		expect(new Set(inventory.resources.map((resource) => ("cluster" in resource ? resource.cluster : undefined)))).toEqual(
			new Set(["alive"]),
		);
	});

	it("that let nobody in is one reason too, and the token is nowhere in it", async () => {
		server.answer((_, response) => json(response, status(401, "Unauthorized s3cret"), 401));
		const { inventory } = await read([{ name: "shut" }]);
		expect(inventory.errors).toMatchObject([
			{ cause: "denied", message: expect.stringContaining("The credentials of the context shut are not accepted.") },
		]);
		expect(JSON.stringify(inventory)).not.toContain("s3cret");
		expect(server.requests.length).toBe(2);
	});

	it("says which namespace is not there, because it would list as empty", async () => {
		const { inventory } = await read([{ name: "test" }], ["orders", "typo"]);
		expect(inventory.errors).toContainEqual({
			service: "kubernetes",
			operation: "get namespace typo",
			cause: "notFound",
			message: "test has no namespace typo.",
			scope: { partition: "-", account: "-", region: "-", cluster: "test" },
			kinds: [],
		});
		expect(inventory.errors.filter(({ message }) => message.includes("orders"))).toEqual([]);
		const listed = server.requests.map(({ url }) => url).filter((url) => url.includes("/pods"));
		expect(listed.sort()).toEqual(["/api/v1/namespaces/orders/pods?limit=500", "/api/v1/namespaces/typo/pods?limit=500"]);
	});

	it("warns of what is less safe than it should be", async () => {
		const file = await server.file(
			"insecure",
			JSON.stringify({
				"current-context": "c",
				clusters: [{ name: "c", cluster: { server: server.url, "insecure-skip-tls-verify": true } }],
				contexts: [{ name: "c", context: { cluster: "c" } }],
			}),
		);
		const request = { access, environment: {}, now: () => 0, settings: { kubeconfig: { file, contexts: [] }, clusters: [] } };
		const { inventory, warnings } = await collectClusters(request);
		expect(warnings).toEqual([expect.stringContaining("insecure-skip-tls-verify")]);
		expect(inventory.errors).toEqual([]);
	});
});

describe("inventories of one time", () => {
	const scope = { partition: "-", account: "-", region: "-" };
	const error = (...kinds: ("kubernetes.Workload" | "kubernetes.Cluster")[]) => ({
		service: "s",
		operation: "o",
		cause: "denied" as const,
		message: "m",
		scope,
		kinds,
	});

	it("are put together", () => {
		expect(mergeInventories()).toEqual({ scopes: [], resources: [], errors: [] });
		const one = { scopes: [scope], resources: [], errors: [error()] };
		expect(mergeInventories(one, one)).toEqual({ scopes: [scope, scope], resources: [], errors: [error(), error()] });
	});

	it("lose what nobody asked for, but no reason that concerns everything", () => {
		const errors = [error(), error("kubernetes.Cluster"), error("kubernetes.Cluster", "kubernetes.Workload")];
		expect(narrowTo({ scopes: [scope], resources: [], errors }, new Set(["kubernetes.Workload"])).errors).toEqual([
			error(),
			error("kubernetes.Workload"),
		]);
	});
});
