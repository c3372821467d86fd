import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { scannerManifest } from "../../shared/collectors/kubernetes/manifest.ts";
import { createApi } from "../../shared/kubernetes/api.ts";
import { createClient } from "../../shared/kubernetes/client.ts";
import type { KubernetesObject } from "../support/kubernetes/objects.ts";
import { definitions } from "../support/kubernetes/operators.ts";
import { type KubernetesServer, startKubernetes } from "../support/kubernetes/server.ts";
import { hidden, judged, lists, nameOf, weakCluster } from "../support/kubernetes/weak-cluster.ts";

describe("a weak cluster on a real API server", () => {
	let server: KubernetesServer;
	let whole: Awaited<ReturnType<typeof judged>>;
	const read = async (token: string, during?: (asked: number) => void) => {
		const url = server.url;
		const login = async () => ({ ca: server.authority, headers: { authorization: `Bearer ${token}` } });
		const client = createClient({ url, login, hint: () => undefined }, { version: "0", environment: {}, sleep: async () => {} });
		let asked = 0;
		const counting = {
			...client,
			get: (...args: Parameters<typeof client.get>) => {
				during?.(asked++);
				return client.get(...args);
			},
		};
		try {
			return await judged(createApi(counting, "prod", undefined));
		} finally {
			client.close();
		}
	};
	/** The role of the documentation without one list, for a user of its own. */
	const rightsWithout = (list: { group: string; plural: string }): { user: string; objects: KubernetesObject[] } => {
		const user = `without-${nameOf(list)}`;
		const documents = parseAllDocuments(scannerManifest(undefined)).map((document) => document.toJS() as KubernetesObject);
		const objects = documents.map((document) => ({
			...document,
			metadata: { ...document.metadata, name: user },
			...(document.kind === "ClusterRole"
				? {
						rules: (document.rules as { apiGroups?: string[]; resources?: string[] }[]).map((rule) =>
							rule.apiGroups?.includes(list.group)
								? { ...rule, resources: rule.resources?.map((name) => (name === list.plural ? "nothing" : name)) }
								: rule,
						),
					}
				: { roleRef: { ...(document.roleRef as object), name: user }, subjects: [{ kind: "User", name: user }] }),
		}));
		return { user, objects };
	};

	beforeAll(async () => {
		server = await startKubernetes();
		// This server admits no privileged containers.
		const unprivileged = JSON.stringify(weakCluster, (key, value) => (key === "privileged" ? undefined : value));
		await server.apply([...definitions, ...(JSON.parse(unprivileged) as KubernetesObject[])]);
		whole = await read(server.adminToken);
	});
	afterAll(() => server?.stop());

	it("has faults, and nothing is unread", () => {
		expect(whole.errors).toEqual([]);
		expect([...whole.byKey.values()].filter(({ verdict }) => verdict === "fail").length).toBeGreaterThan(100);
	});

	it.each(lists.map((list) => [nameOf(list), list] as const))(
		"hides nothing of what it is without the right to list %s",
		async (_, list) => {
			const { user, objects } = rightsWithout(list);
			await server.apply(objects);
			const part = await read(server.token(user));
			for (const object of objects) await server.remove(object);
			// The user's own role is not in the first reading.
			expect(hidden(whole.byKey, part)).toEqual([]);
			const denied = part.errors.map(({ operation, cause }) => `${operation} ${cause}`);
			// What the cluster does not have may be told as denied or not at all.
			const exists = "version" in list || definitions.some(({ metadata }) => metadata.name === nameOf(list));
			expect(exists ? denied : denied.slice(1)).toEqual(exists ? [`list ${nameOf(list)} denied`] : []);
		},
	);

	it("hides nothing when the server ends in the middle of a scan", async () => {
		let ended: Promise<void> | undefined;
		const part = await read(server.adminToken, (asked) => {
			if (asked === 8) ended = server.stop();
		});
		await ended;
		expect(part.errors.length).toBeGreaterThan(0);
		expect(hidden(whole.byKey, part)).toEqual([]);
	});
});
