import type { Requirement } from "../../core/framework.ts";
import type { RuleId } from "../../rules/index.ts";
import { application, organisational } from "../reasons.ts";
import { assessed, unassessed } from "../requirement.ts";
import * as data from "../themes/data.ts";
import * as logging from "../themes/logging.ts";
import * as operation from "../themes/operation.ts";

const privacy = "About personal information, notices and the rights of data subjects: organisational and in the application.";

/** The criteria of availability, confidentiality, processing integrity and privacy. */
export const soc2Additional: readonly Requirement<RuleId>[] = [
	assessed("A1.1", "Capacity is monitored and managed", operation.capacity, operation.idleSessions, operation.unused, logging.performance),
	assessed(
		"A1.2",
		"Backup and recovery infrastructure is in place",
		operation.backups,
		operation.recovery,
		operation.remoteBackups,
		operation.backupProtection,
		operation.backupReports,
		operation.availability,
		operation.deletionProtection,
		operation.health,
		data.keyAvailability,
	),
	unassessed(
		"A1.3",
		"Recovery is tested",
		"That databases can be restored is judged under A1.2; that restores are rehearsed is not visible.",
	),
	assessed(
		"C1.1",
		"Confidential information is identified and protected",
		data.encryptionAtRest,
		data.customerKeys,
		data.keyAvailability,
		data.sharing,
		logging.logMinimisation,
		operation.inventory,
		operation.inheritedTags,
	),
	assessed("C1.2", "Confidential information is disposed of", data.dataDisposal, "log-group-retention"),
	unassessed("PI1.1", "Specifications of processing", application),
	unassessed("PI1.2", "Inputs are complete and accurate", application),
	unassessed("PI1.3", "Processing is complete and accurate", application),
	unassessed("PI1.4", "Outputs are complete and reach the right people", application),
	assessed(
		"PI1.5",
		"Stored items are protected against loss and change",
		data.encryptionAtRest,
		operation.backups,
		operation.backupProtection,
		operation.deletionProtection,
	),
	unassessed("P1.1", "Notice of privacy practices", privacy),
	unassessed("P2.1", "Choice and consent", privacy),
	unassessed("P3.1", "Collection in line with the objectives", privacy),
	unassessed("P3.2", "Explicit consent before collection", privacy),
	unassessed("P4.1", "Use limited to the purposes", privacy),
	unassessed("P4.2", "Retention of personal information", privacy),
	unassessed("P4.3", "Secure disposal of personal information", privacy),
	unassessed("P5.1", "Access of data subjects", privacy),
	unassessed("P5.2", "Correction on request", privacy),
	unassessed("P6.1", "Disclosure with consent", privacy),
	unassessed("P6.2", "Record of authorised disclosures", privacy),
	unassessed("P6.3", "Record of unauthorised disclosures", privacy),
	unassessed("P6.4", "Commitments of vendors", privacy),
	unassessed("P6.5", "Vendors report unauthorised disclosures", privacy),
	unassessed("P6.6", "Notice of breaches", privacy),
	unassessed("P6.7", "Account of the information held", privacy),
	unassessed("P7.1", "Accurate and complete personal information", privacy),
	unassessed("P8.1", "Complaints and monitoring of compliance", organisational),
];
