import { describe, expect, it } from "vitest";
import {
	collectFrom,
	configMap,
	container,
	controller,
	known,
	type Manifest,
	namespaceNamed,
	object,
} from "../../support/kubernetes/fake-api.ts";

const rbac = "rbac.authorization.k8s.io/v1";
const rule = (more: object = {}) => ({ apiGroups: [""], resources: ["secrets"], verbs: ["get"], ...more });
const role = (name: string, rules: object[], namespace = "orders") => object(rbac, "Role", name, { rules }, namespace);
const clusterRole = (name: string, rules: object[], more: { labels?: object; aggregationRule?: object } = {}): Manifest => ({
	...object(rbac, "ClusterRole", name, { rules, ...(more.aggregationRule ? { aggregationRule: more.aggregationRule } : {}) }, undefined),
	metadata: { name, labels: more.labels ?? {} },
});
const bind = (
	kind: "RoleBinding" | "ClusterRoleBinding",
	name: string,
	to: [kind: string, name: string],
	subjects: object[],
	namespace = "orders",
	labels: object = {},
): Manifest => ({
	...object(rbac, kind, name, { roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: to[0], name: to[1] }, subjects }),
	metadata: { name, labels, ...(kind === "RoleBinding" ? { namespace } : {}) },
});
const user = { kind: "User", name: "anna", apiGroup: "rbac.authorization.k8s.io" };
const account = { kind: "ServiceAccount", name: "app", namespace: "orders" };
const builtIn = { "kubernetes.io/bootstrapping": "rbac-defaults" };

describe("roles", () => {
	it("are held by those whom bindings name, in a namespace or everywhere", async () => {
		const { one } = await collectFrom([
			role("reader", [rule()]),
			role("reader", [rule()], "elsewhere"),
			clusterRole("reader", [rule({ nonResourceURLs: ["/metrics"], resourceNames: ["x"] })]),
			bind("RoleBinding", "a", ["Role", "reader"], [user, account]),
			bind("RoleBinding", "b", ["ClusterRole", "reader"], [user]),
			bind("ClusterRoleBinding", "c", ["ClusterRole", "reader"], [user], "", builtIn),
			bind("RoleBinding", "d", ["Role", "missing"], [user]),
		]).then((collected) => ({
			one: (roleKind: string, namespace?: string) =>
				collected.all("kubernetes.Role").find((found) => found.roleKind === roleKind && found.namespace === namespace),
		}));
		expect(one("Role", "orders")).toMatchObject({
			arn: "kubernetes://prod/orders/Role/reader",
			builtIn: false,
			rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"], resourceNames: [], nonResourceUrls: [] }],
			bindings: { value: [{ name: "a", namespace: "orders", builtIn: false, subjects: [{ kind: "User", name: "anna" }, account] }] },
		});
		expect(one("Role", "elsewhere")?.bindings).toEqual({ value: [] });
		expect(one("ClusterRole")).toMatchObject({
			rules: [{ resourceNames: ["x"], nonResourceUrls: ["/metrics"] }],
			bindings: {
				value: [
					{ name: "b", namespace: "orders", builtIn: false, subjects: [{ kind: "User", name: "anna" }] },
					{ name: "c", builtIn: false, subjects: [{ kind: "User", name: "anna" }] },
				],
			},
		});
	});

	it("come with Kubernetes by their label or name", async () => {
		const { all } = await collectFrom([
			clusterRole("edit", [], { labels: builtIn }),
			clusterRole("system:node", []),
			clusterRole("eks:addon", []),
			clusterRole("own", []),
		]);
		expect(all("kubernetes.Role").map((found) => [found.name, found.builtIn])).toEqual([
			["edit", true],
			["system:node", true],
			["eks:addon", true],
			["own", false],
		]);
	});

	it("have the rules of all that they aggregate, once each", async () => {
		const selectors = (...clusterRoleSelectors: object[]) => ({ aggregationRule: { clusterRoleSelectors } });
		const { one } = await collectFrom([
			clusterRole("all", [rule({ resources: ["pods"] })], selectors({ matchLabels: { into: "all" } }, { matchLabels: { also: "all" } })),
			clusterRole("a", [rule(), rule({ resources: ["pods"] })], { labels: { into: "all", also: "all" } }),
			clusterRole("b", [rule({ resources: ["nodes"] })], { labels: { into: "other" } }),
		]);
		expect(one("kubernetes.Role", "all").rules.map(({ resources }) => resources)).toEqual([["pods"], ["secrets"]]);
	});

	it("leave bindings unread when those that could hold them were not read", async () => {
		const objects = [role("r", [rule()]), clusterRole("c", [rule()])];
		const read = async (name: string) => {
			const { one } = await collectFrom(objects, { failing: { [name]: "denied" } });
			return ["r", "c"].map((found) => "unread" in one("kubernetes.Role", found).bindings);
		};
		expect(await read("rolebindings.rbac.authorization.k8s.io")).toEqual([true, true]);
		expect(await read("clusterrolebindings.rbac.authorization.k8s.io")).toEqual([false, true]);
	});

	it("know the namespaces of databases", async () => {
		const database = controller("StatefulSet", "db", { containers: [{ name: "db", image: "postgres" }] }, { namespace: "data" });
		const objects = [role("r", []), database, controller("Deployment", "api", { containers: [container()] })];
		expect((await collectFrom(objects)).one("kubernetes.Role", "r").databaseNamespaces).toEqual({ value: ["data"] });
		expect((await collectFrom(objects, { failing: { pods: "denied" } })).one("kubernetes.Role", "r").databaseNamespaces).toMatchObject({
			unread: {},
		});
	});
});

describe("who reads Secrets", () => {
	const readers = async (objects: readonly Manifest[], options = {}) =>
		(await collectFrom([namespaceNamed("orders"), ...objects], options)).one("kubernetes.Namespace", "orders").secretReaders;
	const reader = async (rules: object[]) =>
		known(await readers([role("r", rules), bind("RoleBinding", "b", ["Role", "r"], [user])])).map(({ verbs, only }) => ({ verbs, only }));

	it.each<[string, object[], object[]]>([
		["get", [rule()], [{ verbs: ["get"] }]],
		["list and watch", [rule({ verbs: ["watch", "list", "create"] })], [{ verbs: ["list", "watch"] }]],
		["every verb", [rule({ verbs: ["*"] })], [{ verbs: ["*"] }]],
		["every resource", [rule({ resources: ["*"] })], [{ verbs: ["get"] }]],
		["every group", [rule({ apiGroups: ["*"] })], [{ verbs: ["get"] }]],
		["several rules", [rule(), rule({ verbs: ["list"] })], [{ verbs: ["get", "list"] }]],
		["named Secrets only", [rule({ resourceNames: ["b", "a"] })], [{ verbs: ["get"], only: ["a", "b"] }]],
		["named Secrets and all of them", [rule({ resourceNames: ["a"], verbs: ["list"] }), rule()], [{ verbs: ["get"] }]],
		["writing only", [rule({ verbs: ["create", "delete"] })], []],
		["another resource", [rule({ resources: ["configmaps"] })], []],
		["another group's secrets", [rule({ apiGroups: ["example.com"] })], []],
	])("by %s", async (_, rules, expected) => {
		expect(await reader(rules)).toEqual(expected.map((one) => ({ only: undefined, ...one })));
	});

	it("everywhere or in the namespace, without what is the control plane's own", async () => {
		const found = await readers([
			clusterRole("all", [rule()]),
			clusterRole("cluster-admin", [rule({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] })], { labels: builtIn }),
			clusterRole("system:controller:x", [rule()]),
			bind("ClusterRoleBinding", "a", ["ClusterRole", "all"], [account]),
			bind("RoleBinding", "b", ["ClusterRole", "all"], [user]),
			bind("RoleBinding", "c", ["ClusterRole", "all"], [user], "elsewhere"),
			bind("ClusterRoleBinding", "admins", ["ClusterRole", "cluster-admin"], [user]),
			bind(
				"ClusterRoleBinding",
				"cluster-admin",
				["ClusterRole", "cluster-admin"],
				[{ kind: "Group", name: "system:masters" }],
				"",
				builtIn,
			),
			bind("ClusterRoleBinding", "x", ["ClusterRole", "system:controller:x"], [account]),
		]);
		expect(known(found).map(({ subject, role: arn, clusterWide }) => [subject.name, arn, clusterWide])).toEqual([
			["app", "kubernetes://prod/-/ClusterRole/all", true],
			["anna", "kubernetes://prod/-/ClusterRole/cluster-admin", true],
			["anna", "kubernetes://prod/-/ClusterRole/all", false],
		]);
	});

	it.each(["roles", "clusterroles", "rolebindings", "clusterrolebindings"])("is unread without %s", async (name) => {
		expect(await readers([], { failing: { [`${name}.rbac.authorization.k8s.io`]: "denied" } })).toMatchObject({
			unread: { cause: "denied" },
		});
	});
});

describe("service accounts", () => {
	const serviceAccount = (name: string, annotations: object = {}, more: object = {}): Manifest => ({
		...object("v1", "ServiceAccount", name, more),
		metadata: { name, namespace: "orders", annotations },
	});

	it("have their IAM role, workloads and roles; what AWS knows is not read here, and says how to have it", async () => {
		const { one } = await collectFrom([
			serviceAccount(
				"app",
				{ "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/app" },
				{ automountServiceAccountToken: false },
			),
			serviceAccount("default"),
			controller("Deployment", "api", { serviceAccountName: "app", containers: [container({ env: [{ name: "PGHOST", value: "db" }] })] }),
			controller("Deployment", "web", { containers: [container()] }),
			role("r", []),
			role("all", []),
			role("none", []),
			clusterRole("c", []),
			bind("RoleBinding", "a", ["Role", "r"], [account]),
			bind("ClusterRoleBinding", "b", ["ClusterRole", "c"], [{ kind: "User", name: "system:serviceaccount:orders:app" }]),
			bind("RoleBinding", "c", ["Role", "all"], [{ kind: "Group", name: "system:serviceaccounts:orders" }]),
			bind("RoleBinding", "d", ["Role", "none"], [{ kind: "ServiceAccount", name: "app", namespace: "elsewhere" }]),
		]);
		const app = one("kubernetes.ServiceAccount", "app");
		expect(app).toMatchObject({
			automountToken: false,
			roleArn: "arn:aws:iam::123456789012:role/app",
			role: { unread: { cause: "skipped", message: expect.stringContaining("--region") } },
			oidcIssuer: { unread: { cause: "skipped" } },
			podIdentityRole: { unread: { cause: "skipped" } },
			workloads: { value: ["kubernetes://prod/orders/Deployment/api"] },
			usesDatabase: { value: true },
			databaseHosts: { value: ["db"] },
			roles: { value: ["kubernetes://prod/-/ClusterRole/c", "kubernetes://prod/orders/Role/all", "kubernetes://prod/orders/Role/r"] },
		});
		const plain = one("kubernetes.ServiceAccount", "default");
		expect(plain.roleArn).toBeUndefined();
		expect(plain.role).toBeUndefined();
		expect(plain).toMatchObject({
			workloads: { value: ["kubernetes://prod/orders/Deployment/web"] },
			usesDatabase: { value: false },
			databaseHosts: { value: [] },
			roles: { value: ["kubernetes://prod/orders/Role/all"] },
		});
	});

	it("use a database when one workload does, and are unread when none is seen but not all was", async () => {
		const referring = controller("Deployment", "api", {
			containers: [container({ env: [{ name: "PGHOST", valueFrom: { configMapKeyRef: { name: "m", key: "h" } } }] })],
		});
		const client = controller("Deployment", "b", {
			containers: [
				container({
					env: [
						{ name: "PGHOST", value: "db" },
						{ name: "PGUSER", value: "x" },
					],
				}),
			],
		});
		const secret = controller("Deployment", "c", {
			containers: [container({ env: [{ name: "PGHOST", valueFrom: { secretKeyRef: { name: "m", key: "h" } } }] })],
		});
		const fact = async (objects: readonly Manifest[], options = {}) => {
			const { usesDatabase, databaseHosts } = (await collectFrom([serviceAccount("default"), ...objects], options)).one(
				"kubernetes.ServiceAccount",
				"default",
			);
			return [usesDatabase, databaseHosts];
		};
		expect(await fact([referring, configMap("m", { h: "z" }), client, secret])).toEqual([{ value: true }, { value: ["db", "z", null] }]);
		expect(await fact([referring], { failing: { configmaps: "denied" } })).toMatchObject([{ unread: {} }, { unread: {} }]);
		expect(await fact([referring, client], { failing: { configmaps: "denied" } })).toMatchObject([{ value: true }, { unread: {} }]);
		expect(await fact([], { failing: { "jobs.batch": "denied" } })).toMatchObject([{ unread: {} }, { unread: {} }]);
		expect(await fact([client], { failing: { "jobs.batch": "denied" } })).toMatchObject([{ value: true }, { unread: {} }]);
	});
});
