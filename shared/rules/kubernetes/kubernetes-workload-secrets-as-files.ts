import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { nameOf } from "./judge/name.ts";
import { exemptNamespaces, ofPlatform } from "./judge/platform.ts";

export const kubernetesWorkloadSecretsAsFiles = defineRule({
	id: "kubernetes-workload-secrets-as-files",
	title: "Containers read Secrets from files instead of environment variables",
	severity: "low",
	resource: "kubernetes.Workload",
	risk: "Variables show up in crash reports, debug pages and child processes, and do not change when the Secret is rotated.",
	recommendation: "Mount the Secret as a volume, or by the Secrets Store CSI driver, and let the program read the file.",
	links: ["https://kubernetes.io/docs/concepts/configuration/secret/"],
	related: { prowler: ["core_no_secrets_envs"], others: ["kube-bench:4.4.1", "kubescape:C-0207"] },
	parameters: { exemptNamespaces },
	evaluate(workload, { parameters }) {
		const places = workload.secretVariables.map(({ container, variable, secret, key }) =>
			variable === undefined
				? `${container}: all of ${secret}`
				: `${container}: ${variable} of ${secret}${key === undefined ? "" : `/${key}`}`,
		);
		return (
			ofPlatform(workload, parameters) ??
			expectNone({ name: nameOf(workload) }, places, {
				pass: "no variable is filled from a Secret",
				fail: (list) => `variables are filled from Secrets: ${list}`,
			})
		);
	},
});
