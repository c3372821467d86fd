import { describe, expect, it } from "vitest";
import { collectKubernetes } from "../../../shared/collectors/kubernetes/collect.ts";
import { customLists, kubernetesLists } from "../../../shared/collectors/kubernetes/scan.permissions.ts";
import { evaluate } from "../../../shared/core/evaluate.ts";
import type { Finding } from "../../../shared/core/finding.ts";
import { indexFrameworks } from "../../../shared/core/framework.ts";
import type { KubernetesApi } from "../../../shared/kubernetes/port.ts";
import { rules } from "../../../shared/rules/index.ts";
import { clusterRole, clusterRoleBinding, eksSystem } from "../../support/kubernetes/eks-system.ts";
import {
	configMap,
	container,
	controller,
	fakeApi,
	type Manifest,
	namespaceNamed,
	object,
	owned,
	place,
	pod,
} from "../../support/kubernetes/fake-api.ts";
import { now } from "../../support/rule-table.ts";

const rbac = "rbac.authorization.k8s.io/v1";
const everything = [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }];
const secrets = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] }];

/** A cluster in which every list says something that some rule looks at. */
const estate: readonly Manifest[] = [
	...eksSystem,
	namespaceNamed("orders"),
	namespaceNamed("shop"),
	object("v1", "ServiceAccount", "default", {}),
	{ ...object("v1", "ServiceAccount", "api"), automountServiceAccountToken: false },
	object("v1", "ServiceAccount", "db"),
	object("v1", "ServiceAccount", "batch"),
	configMap("db-config", { "postgresql.conf": "ssl = off\n", "pg_hba.conf": "host all all 0.0.0.0/0 trust\n" }),
	configMap("api-env", { PGSSLMODE: "disable", DB_HOST: "orders-db", DB_PASSWORD: "hunter2-hunter2" }),
	configMap("aws-auth", { mapRoles: "- rolearn: arn:aws:iam::123456789012:role/x\n  groups: [system:masters]\n" }, "kube-system"),
	controller("StatefulSet", "orders-db", {
		serviceAccountName: "db",
		containers: [container({ name: "postgres", image: "postgres:17", ports: [{ containerPort: 5432, name: "sql" }] })],
		volumes: [{ name: "config", configMap: { name: "db-config" } }],
	}),
	configMap("trusting", { method: "trust", POSTGRES_HOST_AUTH_METHOD: "trust" }),
	controller("StatefulSet", "by-key", {
		containers: [
			container({
				image: "postgres:17",
				env: [{ name: "POSTGRES_HOST_AUTH_METHOD", valueFrom: { configMapKeyRef: { name: "trusting", key: "method" } } }],
			}),
		],
	}),
	controller("StatefulSet", "by-map", {
		containers: [container({ image: "postgres:17", envFrom: [{ configMapRef: { name: "trusting" } }] })],
	}),
	controller("StatefulSet", "shop-db", { containers: [container({ image: "mysql:8" })] }, { namespace: "shop" }),
	controller("Deployment", "api", {
		serviceAccountName: "api",
		containers: [container({ envFrom: [{ configMapRef: { name: "api-env" } }] })],
	}),
	controller("Deployment", "by-host", { containers: [container({ env: [{ name: "DB_HOST", value: "orders-db" }] })] }),
	controller("Deployment", "by-name", {
		containers: [
			container({
				env: [
					{ name: "DB_HOST", value: "orders-db" },
					{ name: "DB_USER", value: "postgres" },
				],
			}),
		],
	}),
	controller("DaemonSet", "agent", { hostNetwork: true, containers: [container({ securityContext: { privileged: true } })] }),
	object("batch/v1", "CronJob", "dump", {
		spec: { jobTemplate: { spec: { template: { metadata: {}, spec: { serviceAccountName: "batch", containers: [container()] } } } } },
	}),
	object("batch/v1", "Job", "once", { spec: { template: { metadata: {}, spec: { containers: [container({ image: "x:latest" })] } } } }),
	{ ...object("batch/v1", "Job", "dump-1"), metadata: { name: "dump-1", namespace: "orders", ...owned("CronJob", "dump", "batch/v1") } },
	{
		...object("apps/v1", "ReplicaSet", "api-7f"),
		metadata: { name: "api-7f", namespace: "orders", ...owned("Deployment", "api") },
		spec: { template: { metadata: { labels: { app: "api" } }, spec: { containers: [container()] } } },
	},
	pod("api-7f-x", { metadata: owned("ReplicaSet", "api-7f") }),
	pod("alone", { spec: { containers: [container({ image: "redis" })] } }),
	object("v1", "Service", "orders-db", { spec: { type: "LoadBalancer", selector: { app: "orders-db" }, ports: [{ port: 5432 }] } }),
	object("v1", "Service", "web", { spec: { type: "LoadBalancer", selector: { app: "api" }, ports: [{ port: 80 }] } }),
	object("networking.k8s.io/v1", "NetworkPolicy", "open", {
		spec: { podSelector: { matchLabels: { app: "orders-db" } }, ingress: [{}] },
	}),
	...clusterRole("everything", everything, [{ kind: "Group", name: "devs" }]),
	...clusterRole("secret-reader", secrets, [{ kind: "ServiceAccount", name: "default", namespace: "orders" }]),
	...clusterRole("held-in-shop", everything, []),
	{
		...object(rbac, "RoleBinding", "shop-admins", {}, "shop"),
		roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "held-in-shop" },
		subjects: [
			{ kind: "User", name: "bob" },
			{ kind: "ServiceAccount", name: "default", namespace: "orders" },
		],
	},
	clusterRoleBinding("admins", "cluster-admin", [{ kind: "User", name: "anna" }]),
	{ ...object(rbac, "Role", "exec"), rules: [{ apiGroups: [""], resources: ["pods/exec", "secrets"], verbs: ["*"] }] },
	{
		...object(rbac, "RoleBinding", "exec"),
		roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "exec" },
		subjects: [
			{ kind: "Group", name: "system:authenticated" },
			{ kind: "ServiceAccount", name: "batch" },
		],
	},
	object("postgresql.cnpg.io/v1", "Cluster", "pg", { spec: { instances: 1, enableSuperuserAccess: true } }),
	object("acid.zalan.do/v1", "postgresql", "zalando", { spec: { numberOfInstances: 1, enableMasterLoadBalancer: true } }),
	object("external-secrets.io/v1", "ExternalSecret", "other", { spec: { target: { name: "other" } } }),
	object("crd.projectcalico.org/v1", "NetworkPolicy", "calico", { spec: {} }, "shop"),
];

async function judged(api: KubernetesApi) {
	const { resources, errors } = await collectKubernetes(api, place);
	const findings = evaluate({ scopes: [], resources, errors }, { rules, frameworks: indexFrameworks([]), now });
	return { errors, byKey: new Map(findings.map((finding) => [`${finding.ruleId} ${finding.resource.arn}`, finding])) };
}

const nameOf = ({ group, plural }: { group: string; plural: string }) => (group === "" ? plural : `${plural}.${group}`);
const lists = [...Object.values(kubernetesLists), ...Object.values(customLists)];

/** Everything whose verdict became better, or that vanished without an error that speaks of its kind. */
function hidden(whole: ReadonlyMap<string, Finding>, { errors, byKey }: Awaited<ReturnType<typeof judged>>): string[] {
	const missing = new Set(errors.flatMap(({ kinds }) => kinds));
	return [...whole].flatMap(([key, { verdict, resource }]) => {
		const now = byKey.get(key);
		if (verdict === "pass" || verdict === "notApplicable") {
			// What was in order may end unknown, but what does not apply must not pass.
			return verdict === "notApplicable" && now?.verdict === "pass" ? [`${key}: ${verdict} -> pass, ${now.detail}`] : [];
		}
		if (!now) return missing.has(resource.kind as never) ? [] : [`${key}: ${verdict} -> nothing`];
		return now.verdict === "fail" || now.verdict === "indeterminate" ? [] : [`${key}: ${verdict} -> ${now.verdict}, ${now.detail}`];
	});
}

describe("a list of a cluster that cannot be read", () => {
	it("has something to judge in the whole cluster", async () => {
		const { byKey, errors } = await judged(fakeApi(estate));
		expect(errors).toEqual([]);
		expect([...byKey.values()].filter(({ verdict }) => verdict === "fail").length).toBeGreaterThan(100);
	});

	it.each(lists.map(nameOf))("hides nothing when it is %s", async (name) => {
		const whole = await judged(fakeApi(estate));
		const denied = await judged(fakeApi(estate, { failing: { [name]: "denied" } }));
		expect(hidden(whole.byKey, denied)).toEqual([]);
	});

	it.each(lists.map(nameOf))("hides nothing when it is %s, of which the first object was read", async (name) => {
		const whole = await judged(fakeApi(estate));
		const api = fakeApi(estate);
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
			const whole = await judged(fakeApi(estate));
			const chosen = [...whole.byKey].filter(([, { resource }]) => {
				const [, , , space] = resource.arn.split("/");
				return space === namespace || (space === "-" && (resource.kind !== "kubernetes.Namespace" || resource.name === namespace));
			});
			expect(hidden(new Map(chosen), await judged(fakeApi(estate, { namespaces: [namespace] })))).toEqual([]);
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
		const { byKey } = await judged(fakeApi([...estate, elsewhere], { namespaces: ["orders"] }));
		expect(byKey.get("kubernetes-workload-database-tls kubernetes://prod/orders/Deployment/far")?.verdict).toBe("indeterminate");
	});

	it("hides nothing when it is not known which groups there are", async () => {
		const whole = await judged(fakeApi(estate));
		expect(hidden(whole.byKey, await judged(fakeApi(estate, { groupsUnread: "timeout" })))).toEqual([]);
	});
});
