import { need, Unobserved } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { listed, quoted } from "../judge/offenders.ts";
import { isRdsEndpoint } from "./judge/endpoint.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesServiceAccountDatabaseIdentity = defineRule({
	id: "kubernetes-service-account-database-identity",
	title: "Pods that use a database of RDS have an IAM identity of their own",
	severity: "medium",
	resource: "kubernetes.ServiceAccount",
	risk: "Without it pods log in by passwords that are passed around, or as the role of the node, which all pods on it share.",
	recommendation:
		"Give the service account a role by an EKS pod identity association or by the annotation eks.amazonaws.com/role-arn, and let it connect by rds-db:connect.",
	links: [
		"https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
		"https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
	],
	related: {},
	evaluate(account) {
		const called = nameOf(account);
		if (!need(account.usesDatabase)) return notApplicable(`${called} is used by no client of a database.`);
		if (account.databaseHosts === undefined) throw new Unobserved(`Which databases the pods of ${called} use was not read.`);
		const hosts = need(account.databaseHosts);
		const onRds = hosts.filter((host) => host !== null).filter(isRdsEndpoint);
		if (onRds.length === 0 && hosts.includes(null))
			throw new Unobserved(`The pods of ${called} use a database whose host only a Secret, or the program itself, knows.`);
		if (onRds.length === 0) return notApplicable(`The pods of ${called} are told of no database on RDS.`);
		if (account.roleArn !== undefined)
			return pass(`The pods of ${called} have the role ${quoted(account.roleArn)}.`, {
				role: account.roleArn,
				databases: onRds.slice(0, 10),
			});
		const role = need(account.podIdentityRole);
		const evidence = { role, databases: onRds.slice(0, 10) };
		return role === null
			? fail(`The pods of ${called} have no IAM identity of their own, and use ${listed(onRds)}.`, evidence)
			: pass(`The pods of ${called} have the role ${quoted(role)} by pod identity.`, evidence);
	},
});
