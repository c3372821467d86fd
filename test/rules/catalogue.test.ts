import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ResourceKind } from "../../shared/core/kinds.ts";
import type { RuleParameter } from "../../shared/core/parameters.ts";
import type { AnyRule } from "../../shared/core/rule.ts";
import * as index from "../../shared/rules/index.ts";

const root = join(import.meta.dirname, "../..");
const rules: readonly AnyRule[] = index.rules;

/** A file that declares a rule: its service folder, its name and what it exports. */
const files = readdirSync(join(root, "shared/rules"), { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.flatMap(({ name: service }) =>
		readdirSync(join(root, "shared/rules", service), { withFileTypes: true })
			.filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
			.map((entry) => ({
				service,
				id: basename(entry.name, ".ts"),
				source: readFileSync(join(root, "shared/rules", service, entry.name), "utf8"),
			})),
	)
	.filter(({ source }) => source.includes("defineRule("));

const camelCase = (id: string): string => id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const repeated = (values: readonly string[]): string[] => values.filter((value, at) => values.indexOf(value) !== at);

/** How the ids of rules about a kind begin. */
const prefixes: Record<ResourceKind, readonly string[]> = {
	"rds.DbInstance": ["rds-instance-"],
	"rds.DbCluster": ["rds-cluster-"],
	"rds.Snapshot": ["rds-snapshot-"],
	"rds.DbProxy": ["rds-proxy-"],
	"rds.GlobalCluster": ["rds-global-cluster-"],
	"rds.EventSubscription": ["rds-event-subscription-"],
	"rds.SubnetGroup": ["rds-subnet-group-"],
	"rds.ParameterGroup": ["rds-parameter-group-"],
	"eks.Cluster": ["eks-cluster-"],
	"eks.NodeGroup": ["eks-nodegroup-"],
	"eks.FargateProfile": ["eks-fargate-profile-"],
	"eks.IdentityProvider": ["eks-identity-provider-"],
	"eks.PodIdentity": ["eks-pod-identity-"],
	"kms.Key": ["kms-key-"],
	"secretsmanager.Secret": ["secret-"],
	"logs.LogGroup": ["log-group-"],
	"cloudwatch.Alarm": ["alarm-"],
	"ec2.SecurityGroup": ["security-group-"],
	"ec2.Instance": ["ec2-instance-"],
	"backup.Vault": ["backup-vault-"],
	"backup.RecoveryPoint": ["backup-recovery-point-"],
	"iam.Principal": ["iam-principal-", "iam-rds-connect-", "iam-service-account-role-"],
	"iam.Policy": ["iam-policy-"],
	"aws.Region": ["account-"],
	"postgres.Server": ["postgres-"],
	"mysql.Server": ["mysql-"],
	"database.Connection": ["connection-"],
	"kubernetes.Cluster": ["kubernetes-cluster-"],
	"kubernetes.Namespace": ["kubernetes-namespace-"],
	"kubernetes.Workload": ["kubernetes-workload-", "kubernetes-database-"],
	"kubernetes.ServiceAccount": ["kubernetes-service-account-"],
	"kubernetes.Role": ["kubernetes-role-"],
	"kubernetes.Service": ["kubernetes-service-"],
	"kubernetes.DatabaseConfig": ["kubernetes-config-"],
	"kubernetes.OperatorDatabase": ["kubernetes-operator-"],
};

const officialHosts = [
	"docs.aws.amazon.com",
	"aws.amazon.com",
	"www.postgresql.org",
	"dev.mysql.com",
	"mariadb.com",
	"mariadb.org",
	"kubernetes.io",
	"cloudnative-pg.io",
	"learn.microsoft.com",
	"docs.oracle.com",
];

describe("the catalogue", () => {
	it("lists every rule file of the tree, and nothing else", () => {
		expect(rules.map((rule) => rule.id).toSorted()).toEqual(files.map((file) => file.id).toSorted());
	});

	it("holds at least 150 rules", () => {
		expect(rules.length).toBeGreaterThanOrEqual(150);
	});

	it("names each rule after its file, and its export after its id", () => {
		for (const { id, source } of files) {
			expect(source, id).toContain(`export const ${camelCase(id)} = defineRule({`);
			expect(source, id).toMatch(new RegExp(`^\\tid: "${id}",$`, "m"));
		}
	});

	it("has a table of tests for each rule, at the same place", () => {
		const without = files.filter(({ service, id }) => !existsSync(join(root, "test/rules", service, `${id}.test.ts`)));
		expect(without.map(({ id }) => id)).toEqual([]);
	});

	it("gives no id and no title twice", () => {
		expect(repeated(rules.map((rule) => rule.id))).toEqual([]);
		expect(repeated(rules.map((rule) => rule.title))).toEqual([]);
	});

	it("names equivalents in other products for more than half of the rules; none looks inside databases or at their configuration", () => {
		const unique: readonly ResourceKind[] = ["postgres.Server", "mysql.Server", "kubernetes.DatabaseConfig", "kubernetes.OperatorDatabase"];
		const about = rules.filter((rule) => !unique.includes(rule.resource));
		const related = about.filter((rule) => Object.values(rule.related).some((ids) => ids.length > 0));
		expect(related.length / about.length).toBeGreaterThan(0.5);
	});

	it("gives a parameter the same type wherever it has the same name", () => {
		const types = new Map<string, Set<string>>();
		for (const rule of rules) {
			for (const [name, { type }] of Object.entries(rule.parameters)) types.set(name, (types.get(name) ?? new Set()).add(type));
		}
		expect([...types].filter(([, of]) => of.size > 1)).toEqual([]);
	});

	it("keeps rules that read more than configuration for those who ask for them", () => {
		expect(rules.filter((rule) => rule.optIn).map((rule) => rule.id)).toEqual(["log-group-no-secrets"]);
	});
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
	it("begins its id with what it judges", () => {
		expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
		expect(prefixes[rule.resource].some((prefix) => id.startsWith(prefix))).toBe(true);
	});

	it("states the secure state in a short title", () => {
		expect(rule.title).toMatch(/^[A-Z].{10,88}[^.\s]$/);
	});

	it("says the risk and what to do in sentences of a readable length", () => {
		for (const text of [rule.risk, rule.recommendation]) {
			// A sentence may begin with a name such as rds-db:connect or pgaudit.
			expect(text).toMatch(/^([A-Z]|pgaudit|[a-z]+[-_]).*\.$/s);
			expect(text.length).toBeGreaterThanOrEqual(30);
			expect(text.length).toBeLessThanOrEqual(400);
			expect(text).not.toMatch(/\s{2}|\n|\bTODO\b/);
		}
	});

	it("links to official documentation", () => {
		for (const link of rule.links ?? []) {
			expect(new URL(link).protocol).toBe("https:");
			expect(officialHosts).toContain(new URL(link).host);
		}
		expect(repeated(rule.links ?? [])).toEqual([]);
	});

	it("names equivalents by ids of the right form, each once", () => {
		const { prowler = [], securityHub = [], awsConfig = [], others = [] } = rule.related;
		for (const check of prowler) expect(check).toMatch(/^[a-z0-9]+(_[A-Za-z0-9]+)+$/);
		for (const control of securityHub) expect(control).toMatch(/^[A-Za-z0-9]+\.\d+$/);
		for (const managed of awsConfig) expect(managed).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
		for (const other of others)
			expect(other).toMatch(/^(steampipe|cloudsploit|kube-bench|kubescape|cis-postgresql|cis-mysql):[A-Za-z0-9._-]+$/);
		for (const ids of [prowler, securityHub, awsConfig, others]) expect(repeated(ids)).toEqual([]);
	});

	it("describes its parameters and keeps their defaults within their bounds", () => {
		for (const [name, parameter] of Object.entries(rule.parameters)) {
			expect(name).toMatch(/^[a-z][A-Za-z0-9]+$/);
			expect(parameter.description, name).toMatch(/^[A-Z].{8,198}\.$/);
			expect(withinBounds(parameter), name).toBe(true);
		}
	});
});

function withinBounds(parameter: RuleParameter): boolean {
	switch (parameter.type) {
		case "integer":
		case "integers": {
			const values = parameter.type === "integer" ? [parameter.default] : parameter.default;
			return values.every((value) => Number.isInteger(value) && value >= parameter.minimum && value <= parameter.maximum);
		}
		case "string":
		case "strings": {
			const values = parameter.type === "string" ? [parameter.default] : parameter.default;
			return values.every((value) => parameter.allowed?.includes(value) ?? true);
		}
		case "boolean":
			return true;
	}
}
