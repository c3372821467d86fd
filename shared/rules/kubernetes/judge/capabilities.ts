import type { Container } from "../../../core/resources/kubernetes.ts";

/** As Kubernetes writes them, without the prefix that some manifests have. */
export const capabilityNames = (names: readonly string[]): string[] => names.map((name) => name.toUpperCase().replace(/^CAP_/, ""));

/** What the baseline Pod Security Standard lets containers add: the runtime's own default. */
export const ofRuntime: readonly string[] = [
	"AUDIT_WRITE",
	"CHOWN",
	"DAC_OVERRIDE",
	"FOWNER",
	"FSETID",
	"KILL",
	"MKNOD",
	"NET_BIND_SERVICE",
	"SETFCAP",
	"SETGID",
	"SETPCAP",
	"SETUID",
	"SYS_CHROOT",
];

/** May the container use a capability of the runtime's default? As containerd reads it: a name that is dropped, then one that is added, then ALL. */
export const mayUse =
	(capability: string) =>
	({ capabilitiesAdded, capabilitiesDropped }: Container): boolean => {
		const dropped = capabilityNames(capabilitiesDropped);
		if (dropped.includes(capability)) return false;
		return capabilityNames(capabilitiesAdded).includes(capability) || !dropped.includes("ALL");
	};
