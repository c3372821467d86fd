import { defineRule } from "../../core/rule.ts";
import { exemptNamespaces } from "./judge/platform.ts";
import { judgeAccess } from "./judge/rights.ts";
import { allowedSubjects } from "./judge/subjects.ts";

export const kubernetesRolePodExecRestricted = defineRule({
	id: "kubernetes-role-pod-exec-restricted",
	title: "Roles let nobody but the platform run commands in pods",
	severity: "high",
	resource: "kubernetes.Role",
	risk: "A command in a pod reads its files, variables and tokens, and in a database's pod the data itself, past every login of the database.",
	recommendation:
		"Take pods/exec, pods/attach and pods/ephemeralcontainers out of standing roles, and give them for the time of an incident only.",
	links: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
	related: { others: ["kubescape:C-0002"] },
	parameters: { exemptNamespaces, allowedSubjects },
	evaluate: (role, { parameters }) =>
		judgeAccess(
			role,
			{
				rights: [
					{ groups: [""], resources: ["pods/exec", "pods/attach"], verbs: ["create", "get"] },
					{ groups: [""], resources: ["pods/ephemeralcontainers"], verbs: ["update", "patch"] },
				],
				does: "run commands in pods",
				everywhere: "high",
				database: "high",
				elsewhere: "medium",
			},
			parameters,
		),
});
