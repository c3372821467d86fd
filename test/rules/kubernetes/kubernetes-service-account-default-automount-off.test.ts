import { seen } from "../../../shared/core/observed.ts";
import { kubernetesServiceAccountDefaultAutomountOff } from "../../../shared/rules/kubernetes/kubernetes-service-account-default-automount-off.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	kubernetesServiceAccountDefaultAutomountOff,
	{
		pass: [{ name: "off", says: "orders/default mounts no token", evidence: { automountToken: false, used: true } }],
		fail: [
			{
				name: "on",
				with: { automountToken: true },
				says: "into the pods that name no service account",
				evidence: { automountToken: true },
			},
			{ name: "not set, which is on", with: { automountToken: undefined }, evidence: { automountToken: null } },
			{
				name: "on, and unused",
				with: { automountToken: undefined, workloads: seen([]) },
				says: "none runs as it now",
				severity: "informational",
				evidence: { used: false },
			},
			{ name: "on, and perhaps used", with: { automountToken: undefined, workloads: denied("kubernetes", "list pods") } },
		],
		notApplicable: [
			{ name: "an account of one's own", with: { name: "api", automountToken: true }, says: "made for a purpose" },
			{ name: "the platform's own", with: { namespace: "kube-node-lease", automountToken: true }, says: "exempt namespace" },
		],
	},
	{ name: "default" },
);
