import { kubernetesWorkloadNoAddedCapabilities } from "../../../shared/rules/kubernetes/kubernetes-workload-no-added-capabilities.ts";
import { container } from "../../support/compliant/kubernetes.ts";
import { testRule } from "../../support/rule-table.ts";

const adding = (...capabilitiesAdded: string[]) => ({ containers: [container({ capabilitiesAdded })] });

testRule(kubernetesWorkloadNoAddedCapabilities, {
	pass: [
		{ name: "none", says: "orders/orders-api: no container adds capabilities" },
		{ name: "low ports", with: adding("NET_BIND_SERVICE") },
		{ name: "low ports, with its prefix", with: adding("cap_net_bind_service") },
	],
	fail: [
		{
			name: "administration of the system",
			with: adding("SYS_ADMIN", "NET_BIND_SERVICE"),
			says: '"main: SYS_ADMIN"',
			evidence: { first: ["main: SYS_ADMIN"] },
		},
		{ name: "all", with: adding("ALL") },
		...[
			"AUDIT_WRITE",
			"CHOWN",
			"DAC_OVERRIDE",
			"FOWNER",
			"FSETID",
			"KILL",
			"MKNOD",
			"SETFCAP",
			"SETGID",
			"SETPCAP",
			"SETUID",
			"SYS_CHROOT",
		].map((name) => ({ name: `${name} of the runtime's default`, with: adding(name), severity: "low" as const })),
		{ name: "one container of two", with: { containers: [container(), ...adding("BPF").containers] } },
		{ name: "one of the default and one beyond", with: adding("CHOWN", "BPF") },
		{
			name: "a database",
			with: { ...adding("SYS_ADMIN"), database: { engine: "postgres", by: "label" } },
			severity: "critical",
		},
	],
	notApplicable: [
		{ name: "the platform's own", with: { ...adding("SYS_ADMIN"), namespace: "amazon-guardduty" }, says: "exempt namespace" },
	],
});
