import { describe, expect, it } from "vitest";
import type { KubernetesApi } from "../../../shared/kubernetes/port.ts";
import { container, controller, fakeApi } from "../../support/kubernetes/fake-api.ts";
import { hidden, judged, lists, nameOf, weakCluster } from "../../support/kubernetes/weak-cluster.ts";

describe("a list of a cluster that cannot be read", () => {
	it("has something to judge in the whole cluster", async () => {
		const { byKey, errors } = await judged(fakeApi(weakCluster));
		expect(errors).toEqual([]);
		expect([...byKey.values()].filter(({ verdict }) => verdict === "fail").length).toBeGreaterThan(100);
	});

	it.each(lists.map(nameOf))("hides nothing when it is %s", async (name) => {
		const whole = await judged(fakeApi(weakCluster));
		const denied = await judged(fakeApi(weakCluster, { failing: { [name]: "denied" } }));
		expect(hidden(whole.byKey, denied)).toEqual([]);
	});

	it.each(lists.map(nameOf))("hides nothing when it is %s, of which the first object was read", async (name) => {
		const whole = await judged(fakeApi(weakCluster));
		const api = fakeApi(weakCluster);
		const partly: KubernetesApi = {
			...api,
			list: async (request) => {
				const { items } = await api.list(request);
				if (nameOf(request) !== name) return { items };
				const error = { service: "kubernetes", operation: `list ${name}`, cause: "network", message: "The connection was reset." } as const;
				return { items: items.slice(0, 1), error };
			},
		};
		expect(hidden(whole.byKey, await judged(partly))).toEqual([]);
	});

	it.each(["orders", "shop", "kube-system", "ghost"])(
		"hides nothing of the cluster and of %s when only that namespace is read",
		async (namespace) => {
			const whole = await judged(fakeApi(weakCluster));
			const chosen = [...whole.byKey].filter(([, { resource }]) => {
				const [, , , space] = resource.arn.split("/");
				return space === namespace || (space === "-" && (resource.kind !== "kubernetes.Namespace" || resource.name === namespace));
			});
			expect(hidden(new Map(chosen), await judged(fakeApi(weakCluster, { namespaces: [namespace] })))).toEqual([]);
		},
	);

	it.each([
		["POSTGRES_HOST_AUTH_METHOD", {}, "postgres:17", "kubernetes-database-no-trust"],
		["POSTGRES_HOST_AUTH_METHOD", {}, "postgres:17", "kubernetes-database-authentication-strong"],
		["MYSQL_ROOT_HOST", {}, "mysql:8", "kubernetes-database-root-local"],
		["MYSQL_ALLOW_EMPTY_PASSWORD", {}, "mysql:8", "kubernetes-database-no-trust"],
		["MODE", { args: ["-c", "ssl=$(MODE)"] }, "postgres:17", "kubernetes-database-tls"],
		["MODE", { args: ["-c", "fsync=$(MODE)"] }, "postgres:17", "kubernetes-database-durable"],
		["MODE", { args: ["--skip-grant-tables=$(MODE)"] }, "mysql:8", "kubernetes-database-no-trust"],
		["MODE", { args: ["--require-secure-transport=$(MODE)"] }, "mysql:8", "kubernetes-database-tls"],
	])("leaves open what %s of a Secret sets by %j of %s: %s", async (name, more, image, ruleId) => {
		const env = [{ name, valueFrom: { secretKeyRef: { name: "s", key: "k" } } }];
		const { byKey } = await judged(fakeApi([controller("StatefulSet", "db", { containers: [container({ image, env, ...more })] })]));
		expect(byKey.get(`${ruleId} kubernetes://prod/orders/StatefulSet/db`)?.verdict).toBe("indeterminate");
	});

	it("does not pass Redis for what only SQL databases are asked", async () => {
		const { byKey } = await judged(fakeApi([controller("StatefulSet", "cache", { containers: [container({ image: "redis:8" })] })]));
		expect(byKey.get("kubernetes-database-no-trust kubernetes://prod/orders/StatefulSet/cache")?.verdict).toBe("notApplicable");
	});

	it("leaves open what a host in a namespace is that was not chosen", async () => {
		const elsewhere = controller("Deployment", "far", { containers: [container({ env: [{ name: "DB_HOST", value: "shop-db.shop" }] })] });
		const { byKey } = await judged(fakeApi([...weakCluster, elsewhere], { namespaces: ["orders"] }));
		expect(byKey.get("kubernetes-workload-database-tls kubernetes://prod/orders/Deployment/far")?.verdict).toBe("indeterminate");
	});

	it("does not take a group whose versions are not told for one that has nothing", async () => {
		const api = fakeApi(weakCluster);
		const groups = async () => ({ value: new Map<string, readonly string[]>([["postgresql.cnpg.io", []]]) });
		const { errors } = await judged({ ...api, groups });
		expect(errors).toMatchObject([
			{ operation: "list clusters.postgresql.cnpg.io", cause: "malformed", kinds: ["kubernetes.OperatorDatabase"] },
		]);
	});

	it("hides nothing when it is not known which groups there are", async () => {
		const whole = await judged(fakeApi(weakCluster));
		expect(hidden(whole.byKey, await judged(fakeApi(weakCluster, { groupsUnread: "timeout" })))).toEqual([]);
	});
});
