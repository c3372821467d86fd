import type { KubernetesObject } from "./objects.ts";

/** A value that stands in Secrets and nowhere else: it must be in nothing that a scan leaves. */
export const canary = "canary-9f3b1c";

const owner = (kind: string, name: string) => ({
	ownerReferences: [{ apiVersion: "apps/v1", kind, name, uid: `uid-${name}`, controller: true }],
});

/** A namespace with an API, its PostgreSQL and what is around them. */
export const orders: readonly KubernetesObject[] = [
	{ apiVersion: "v1", kind: "Namespace", metadata: { name: "kube-system" } },
	{ apiVersion: "v1", kind: "Namespace", metadata: { name: "orders", labels: { "pod-security.kubernetes.io/enforce": "baseline" } } },
	{
		apiVersion: "v1",
		kind: "Node",
		metadata: { name: "node-a" },
		status: { nodeInfo: nodeInfo("v1.37.2"), addresses: [{ type: "InternalIP", address: "10.0.1.10" }] },
	},
	{
		apiVersion: "v1",
		kind: "ServiceAccount",
		metadata: {
			name: "api",
			namespace: "orders",
			annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/orders-api" },
		},
	},
	{ apiVersion: "v1", kind: "Secret", metadata: { name: "orders-db", namespace: "orders" }, stringData: { password: canary } },
	{
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: "postgres", namespace: "orders" },
		data: {
			"postgresql.conf": "ssl = on\nssl_min_protocol_version = 'TLSv1.2'\npassword_encryption = 'scram-sha-256'\n",
			"pg_hba.conf": "hostssl all all 10.0.0.0/8 scram-sha-256\n",
		},
	},
	{
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: { name: "api", namespace: "orders" },
		spec: {
			selector: { matchLabels: { app: "api" } },
			template: {
				metadata: { labels: { app: "api" } },
				spec: {
					serviceAccountName: "api",
					containers: [
						{
							name: "main",
							image: "registry.example.com/orders-api:1.0",
							env: [
								{ name: "PGHOST", value: "postgres.orders.svc" },
								{ name: "PGUSER", value: "orders_api" },
								{ name: "PGSSLMODE", value: "require" },
								{ name: "PGPASSWORD", valueFrom: { secretKeyRef: { name: "orders-db", key: "password" } } },
							],
						},
					],
				},
			},
		},
	},
	{
		apiVersion: "apps/v1",
		kind: "ReplicaSet",
		metadata: { name: "api-6d4b", namespace: "orders", ...owner("Deployment", "api") },
		spec: { selector: { matchLabels: { app: "api" } }, template: template("api", "registry.example.com/orders-api:1.0") },
	},
	{
		apiVersion: "v1",
		kind: "Pod",
		metadata: { name: "api-6d4b-x", namespace: "orders", labels: { app: "api" }, ...owner("ReplicaSet", "api-6d4b") },
		spec: { ...template("api", "registry.example.com/orders-api:1.0").spec, nodeName: "node-a", serviceAccountName: "api" },
		status: { phase: "Running", podIP: "10.0.3.7", podIPs: [{ ip: "10.0.3.7" }] },
	},
	{
		apiVersion: "apps/v1",
		kind: "StatefulSet",
		metadata: { name: "postgres", namespace: "orders" },
		spec: { serviceName: "postgres", selector: { matchLabels: { app: "postgres" } }, template: template("postgres", "postgres:18") },
	},
	{
		apiVersion: "v1",
		kind: "Service",
		metadata: { name: "postgres", namespace: "orders" },
		spec: { selector: { app: "postgres" }, ports: [{ port: 5432 }] },
	},
	{
		apiVersion: "networking.k8s.io/v1",
		kind: "NetworkPolicy",
		metadata: { name: "postgres", namespace: "orders" },
		spec: {
			podSelector: { matchLabels: { app: "postgres" } },
			policyTypes: ["Ingress", "Egress"],
			ingress: [{ from: [{ podSelector: { matchLabels: { app: "api" } } }], ports: [{ port: 5432 }] }],
		},
	},
];

function template(app: string, image: string) {
	return { metadata: { labels: { app } }, spec: { containers: [{ name: "main", image }] } };
}

function nodeInfo(kubeletVersion: string) {
	const empty = { machineID: "", systemUUID: "", bootID: "", kernelVersion: "", osImage: "", containerRuntimeVersion: "" };
	return { ...empty, kubeletVersion, kubeProxyVersion: "", operatingSystem: "linux", architecture: "amd64" };
}
