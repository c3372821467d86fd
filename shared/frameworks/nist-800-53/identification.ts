import type { Requirement } from "../../core/framework.ts";
import type { RuleId } from "../../rules/index.ts";
import { application, identityProvider, organisational } from "../reasons.ts";
import { assessed, unassessed } from "../requirement.ts";
import * as access from "../themes/access.ts";
import * as data from "../themes/data.ts";

/** IA: identification and authentication. */
export const nistIdentification: readonly Requirement<RuleId>[] = [
	unassessed("IA-1", "Policy and procedures", organisational),
	assessed("IA-2", "Users of the organisation are identified", access.managedIdentity, access.clusterAccess),
	unassessed("IA-2(1)", "Multi-factor authentication of privileged accounts", identityProvider),
	unassessed("IA-3", "Devices are identified", "About devices of users; workloads are judged under IA-9."),
	assessed("IA-4", "Identifier management", access.defaultAccounts, "eks-identity-provider-prefixes"),
	assessed("IA-5", "Authenticator management", access.managedPasswords, access.secretRotation, access.passwordStrength),
	assessed("IA-5(1)", "Passwords are stored and transmitted protected", access.passwordStrength, data.encryptionInTransit),
	assessed("IA-5(7)", "No passwords in files and code", access.managedPasswords, "log-group-no-secrets", "rds-proxy-debug-logging-off"),
	unassessed("IA-6", "Authentication feedback", application),
	unassessed("IA-7", "Authentication to cryptographic modules", "Carried by AWS KMS, whose modules are validated."),
	unassessed("IA-8", "Other users are identified", application),
	assessed("IA-9", "Services are identified and authenticated", access.workloadIdentity, data.certificates),
	unassessed("IA-10", "Adaptive authentication", identityProvider),
	unassessed("IA-11", "Re-authentication", identityProvider),
	unassessed("IA-12", "Identity proofing", organisational),
	assessed(
		"IA-13",
		"Identity providers and authorisation servers",
		"eks-identity-provider-prefixes",
		"eks-identity-provider-required-claims",
	),
];
