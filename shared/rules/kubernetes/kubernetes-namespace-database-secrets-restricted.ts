import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { firstOf, listed } from "../judge/offenders.ts";
import { platformNamespace } from "./judge/namespace.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { allowedSubjects, isTolerated, subjectName } from "./judge/subjects.ts";

export const kubernetesNamespaceDatabaseSecretsRestricted = defineRule({
	id: "kubernetes-namespace-database-secrets-restricted",
	title: "Nobody but the platform reads all Secrets of a namespace that holds a database",
	severity: "high",
	resource: "kubernetes.Namespace",
	risk: "The Secrets there are the database's passwords and keys: whoever reads them logs in as its superuser, and the database sees nothing odd.",
	recommendation:
		"Name the Secrets that are needed in resourceNames of the role, or take it away; list operators of databases in allowedSubjects.",
	links: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
	related: { others: ["kube-bench:4.1.2", "kubescape:C-0015"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate(namespace, { parameters }) {
		const platform = platformNamespace(namespace, parameters);
		if (platform) return platform;
		if (need(namespace.databaseWorkloads).length === 0) return notApplicable(`No database runs in the namespace ${namespace.name}.`);
		const readers = need(namespace.secretReaders).filter(
			({ subject, only }) => only === undefined && !isTolerated(subject, namespace.name, parameters),
		);
		const names = [...new Set(readers.map(({ subject }) => subjectName(subject, namespace.name)))];
		if (names.length === 0) return pass(`Nobody but the platform reads all Secrets in ${namespace.name}.`, { count: 0 });
		const insiders = names.every((name) => name.startsWith(`ServiceAccount ${namespace.name}/`));
		return fail(
			`All Secrets in ${namespace.name}, which holds a database, can be read by ${listed(names)}.`,
			{ count: names.length, readers: firstOf(names), roles: firstOf([...new Set(readers.map(({ role }) => role))]) },
			// An account of the namespace could mount its Secrets anyway, if it may create pods.
			insiders ? "medium" : "high",
		);
	},
});
