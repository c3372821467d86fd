import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";
import { nameOf } from "./judge/name.ts";

export const kubernetesWorkloadNoPlaintextCredentials = defineRule({
	id: "kubernetes-workload-no-plaintext-credentials",
	title: "Workload has no passwords in plain variables, arguments or ConfigMaps",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "Whoever may read the workload, its history in git or the node's processes has the password of the database.",
	recommendation:
		"Change the password, keep it in Secrets Manager, and mount it by the Secrets Store CSI driver or External Secrets; better, log in by IAM without one.",
	links: [
		"https://kubernetes.io/docs/concepts/configuration/secret/",
		"https://docs.aws.amazon.com/secretsmanager/latest/userguide/integrating_csi_driver.html",
	],
	related: { others: ["kubescape:C-0012"] },
	evaluate(workload) {
		const found = need(workload.plaintextCredentials).map(({ container, place, reason }) => `${container}: ${place} (${words[reason]})`);
		return expectNone({ name: nameOf(workload) }, found, {
			pass: "no password stands in variables, arguments or ConfigMaps",
			fail: (list) => `passwords stand in the open: ${list}`,
		});
	},
});

const words = { passwordVariable: "a password", passwordInUrl: "a password in a URL", argument: "a password in an argument" } as const;
