import type { Requirement } from "../../core/framework.ts";
import type { RuleId } from "../../rules/index.ts";
import { organisational } from "../reasons.ts";
import { assessed, unassessed } from "../requirement.ts";
import * as access from "../themes/access.ts";
import * as data from "../themes/data.ts";
import * as network from "../themes/network.ts";
import * as operation from "../themes/operation.ts";

/** Requirements 1 and 2: network security controls and secure configurations. */
export const pciNetwork: readonly Requirement<RuleId>[] = [
	unassessed("1.1", "Roles and procedures for network security controls", organisational),
	unassessed("1.2.1", "Configuration standards for network security controls", organisational),
	unassessed("1.2.2", "Changes of the network are approved", organisational),
	unassessed("1.2.3", "Network diagrams", organisational),
	unassessed("1.2.4", "Data-flow diagrams", organisational),
	assessed(
		"1.2.5",
		"Services, protocols and ports that are allowed are identified and approved",
		"security-group-not-open-any-port",
		"security-group-not-open-all-ports",
	),
	assessed("1.2.6", "Insecure services are mitigated", "security-group-high-risk-ports-not-open", network.databasePorts),
	unassessed("1.2.7", "Configurations of network controls are reviewed every six months", organisational),
	assessed(
		"1.2.8",
		"Configurations of network controls are consistent and protected",
		"account-rds-events-security-groups",
		"rds-event-subscription-security-group-categories",
		"account-filter-security-group-changes",
		"account-filter-network-acl-changes",
		"account-filter-route-table-changes",
	),
	assessed(
		"1.3.1",
		"Inbound traffic to the cardholder data environment is restricted to what is needed",
		network.publicEndpoints,
		network.databasePorts,
		network.openPorts,
		network.denyByDefault,
		"eks-nodegroup-ssh-restricted",
	),
	unassessed("1.3.2", "Outbound traffic is restricted", "Egress is not judged, beyond the default security group."),
	unassessed("1.3.3", "Controls between wireless networks and the environment", organisational),
	assessed("1.4.1", "Network security controls separate trusted from untrusted networks", network.privateNetworks, network.denyByDefault),
	assessed(
		"1.4.2",
		"Inbound traffic from untrusted networks is restricted",
		network.publicEndpoints,
		network.databasePorts,
		network.openPorts,
		"security-group-default-restricts",
	),
	unassessed("1.4.3", "Forged addresses are kept out", "VPCs drop packets with forged source addresses; AWS carries this control."),
	assessed(
		"1.4.4",
		"Stores of cardholder data are not reachable from untrusted networks",
		network.publicEndpoints,
		network.databasePorts,
		network.privateNetworks,
	),
	assessed("1.4.5", "Internal addresses are not disclosed", "rds-instance-public-access-disabled", "rds-cluster-public-access-disabled"),
	unassessed("1.5", "Computers that connect to untrusted networks", organisational),
	unassessed("2.1", "Roles and procedures for secure configurations", organisational),
	assessed("2.2.1", "Configuration standards are applied", operation.ownConfiguration, operation.effectiveConfiguration),
	assessed("2.2.2", "Vendor default accounts are managed", access.defaultAccounts),
	assessed("2.2.3", "Functions of different security levels are separated", operation.partition, "kubernetes-database-namespace-own"),
	assessed("2.2.4", "Only necessary services and functions are on", operation.leastFunctionality, operation.podIsolation, operation.unused),
	assessed(
		"2.2.5",
		"Insecure services are justified and mitigated",
		"security-group-high-risk-ports-not-open",
		"rds-instance-tls-minimum-version",
		"rds-cluster-tls-minimum-version",
	),
	assessed(
		"2.2.6",
		"Security parameters prevent misuse",
		operation.ownConfiguration,
		operation.effectiveConfiguration,
		operation.idleSessions,
		operation.podIsolation,
		access.databaseRestrictions,
		network.discovery,
		"eks-nodegroup-imds-hop-limit",
		"eks-nodegroup-imdsv2-required",
	),
	assessed("2.2.7", "Administration over the network is encrypted", data.encryptionInTransit),
	unassessed("2.3", "Wireless environments are configured securely", organisational),
];
