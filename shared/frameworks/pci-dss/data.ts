import type { Requirement } from "../../core/framework.ts";
import type { RuleId } from "../../rules/index.ts";
import { application, insideSystems, organisational, providedByAws } from "../reasons.ts";
import { assessed, unassessed } from "../requirement.ts";
import * as data from "../themes/data.ts";
import * as logging from "../themes/logging.ts";
import * as operation from "../themes/operation.ts";

/** Requirements 3 to 6: account data, transmission, malware and secure systems. */
export const pciData: readonly Requirement<RuleId>[] = [
	unassessed("3.1", "Roles and procedures for stored account data", organisational),
	assessed("3.2.1", "Storage of account data is kept to a minimum", data.dataDisposal, logging.logMinimisation),
	unassessed("3.3", "Sensitive authentication data is not kept after authorisation", application),
	unassessed("3.4", "Display and copying of account numbers is restricted", application),
	assessed("3.5.1", "Stored account numbers are unreadable (encrypted storage is one part)", data.encryptionAtRest, data.sharing),
	unassessed("3.5.1.1", "Hashes of account numbers are keyed", application),
	unassessed(
		"3.5.1.2",
		"Disk encryption alone makes account numbers unreadable only on removable media",
		"Storage encryption of RDS does not satisfy it; encryption of fields is in the application and not visible.",
	),
	unassessed("3.5.1.3", "Disk encryption is managed apart from the operating system's access control", providedByAws),
	assessed("3.6.1", "Keys are protected against disclosure and misuse", data.keyAccess, data.customerKeys),
	unassessed("3.6.1.1", "The cryptographic architecture is documented", organisational),
	unassessed("3.6.1.2", "Keys are stored in secure forms", providedByAws),
	assessed("3.6.1.3", "As few as possible have access to keys", data.keyAccess),
	assessed("3.6.1.4", "Keys are stored in as few places as possible", data.keyLocation),
	unassessed("3.7.1", "Strong keys are generated", providedByAws),
	unassessed("3.7.2", "Keys are distributed securely", providedByAws),
	unassessed("3.7.3", "Keys are stored securely", providedByAws),
	assessed("3.7.4", "Keys are changed at the end of their period", data.keyRotation),
	assessed("3.7.5", "Keys are retired, replaced and destroyed as the policy says", data.keyAvailability, data.keyRotation),
	unassessed("3.7.6", "Manual operations on clear-text keys are split", providedByAws),
	assessed("3.7.7", "Keys are not replaced without authorisation", "account-filter-kms-key-deletion", "kms-key-not-pending-deletion"),
	unassessed("3.7.8", "Key custodians accept their duties", organisational),
	unassessed("4.1", "Roles and procedures for transmission", organisational),
	assessed("4.2.1", "Account numbers are encrypted strongly in transmission", data.encryptionInTransit, data.certificates),
	assessed("4.2.1.1", "Trusted keys and certificates are known", data.certificates),
	unassessed("4.2.2", "Account numbers in messages are encrypted", application),
	unassessed("5.1", "Roles and procedures against malware", organisational),
	unassessed("5.2", "Malware is prevented or found", insideSystems),
	unassessed("5.3", "Protection against malware is current and monitored", insideSystems),
	unassessed("5.4", "Protection against phishing", organisational),
	unassessed("6.1", "Roles and procedures for secure systems", organisational),
	unassessed("6.2", "Software is developed securely", organisational),
	assessed("6.3.1", "Vulnerabilities are identified and ranked", operation.knownFlaws, operation.supportedVersions),
	unassessed("6.3.2", "Inventory of software of one's own", organisational),
	assessed("6.3.3", "Patches are installed in time", operation.patching, operation.supportedVersions, operation.knownFlaws),
	unassessed("6.4", "Public web applications are protected", application),
	assessed(
		"6.5.1",
		"Changes of systems follow procedures",
		"account-rds-events-parameter-groups",
		"rds-event-subscription-parameter-group-categories",
		operation.effectiveConfiguration,
		operation.programIntegrity,
		operation.deletionProtection,
	),
	unassessed("6.5.2", "Requirements are confirmed after significant changes", organisational),
	assessed("6.5.3", "Production is separated from other environments", "connection-environment-not-crossed"),
	unassessed("6.5.4", "Duties in production and elsewhere are separated", organisational),
	unassessed("6.5.5", "No live account numbers outside production", application),
	unassessed("6.5.6", "Test data is removed before production", application),
];
