import { collectKubernetes } from "../../../shared/collectors/kubernetes/collect.ts";
import { customLists, kubernetesLists } from "../../../shared/collectors/kubernetes/scan.permissions.ts";
import { evaluate } from "../../../shared/core/evaluate.ts";
import type { Finding } from "../../../shared/core/finding.ts";
import { indexFrameworks } from "../../../shared/core/framework.ts";
import type { KubernetesApi } from "../../../shared/kubernetes/port.ts";
import { rules } from "../../../shared/rules/index.ts";
import { now } from "../rule-table.ts";
import { clusterRole, clusterRoleBinding, eksSystem } from "./eks-system.ts";
import { configMap, container, controller, type Manifest, namespaceNamed, object, owned, place, pod } from "./fake-api.ts";

const rbac = "rbac.authorization.k8s.io/v1";
const everything = [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }];
const secrets = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] }];

/** A cluster in which every list says something that some rule looks at. */
export const weakCluster: readonly Manifest[] = [
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
		spec: {
			schedule: "0 3 * * *",
			jobTemplate: {
				spec: { template: { metadata: {}, spec: { serviceAccountName: "batch", restartPolicy: "Never", containers: [container()] } } },
			},
		},
	}),
	object("batch/v1", "Job", "once", {
		spec: { template: { metadata: {}, spec: { restartPolicy: "Never", containers: [container({ image: "x:latest" })] } } },
	}),
	{
		...object("batch/v1", "Job", "dump-1"),
		metadata: { name: "dump-1", namespace: "orders", ...owned("CronJob", "dump", "batch/v1") },
		spec: { template: { metadata: {}, spec: { restartPolicy: "Never", containers: [container()] } } },
	},
	{
		...object("apps/v1", "ReplicaSet", "api-7f"),
		metadata: { name: "api-7f", namespace: "orders", ...owned("Deployment", "api") },
		spec: {
			selector: { matchLabels: { app: "api" } },
			template: { metadata: { labels: { app: "api" } }, spec: { containers: [container()] } },
		},
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

export async function judged(api: KubernetesApi) {
	const { resources, errors } = await collectKubernetes(api, place);
	const findings = evaluate({ scopes: [], resources, errors }, { rules, frameworks: indexFrameworks([]), now });
	return { errors, byKey: new Map(findings.map((finding) => [`${finding.ruleId} ${finding.resource.arn}`, finding])) };
}

export const nameOf = ({ group, plural }: { group: string; plural: string }) => (group === "" ? plural : `${plural}.${group}`);
export const lists = [...Object.values(kubernetesLists), ...Object.values(customLists)];

/** Everything whose verdict became better, or that vanished without an error that speaks of its kind. */
export function hidden(whole: ReadonlyMap<string, Finding>, { errors, byKey }: Awaited<ReturnType<typeof judged>>): string[] {
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
