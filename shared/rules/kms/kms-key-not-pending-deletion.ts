import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { counted } from "../judge/counted.ts";

export const kmsKeyNotPendingDeletion = defineRule({
	id: "kms-key-not-pending-deletion",
	title: "KMS key is not scheduled for deletion",
	severity: "critical",
	resource: "kms.Key",
	risk: "Once the key is deleted, every database, snapshot and secret that it encrypts is lost for good.",
	recommendation: "Cancel the deletion unless it is certain that nothing is encrypted with the key any more; disable the key instead.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html"],
	related: {
		prowler: ["kms_cmk_not_deleted_unintentionally"],
		securityHub: ["KMS.3"],
		awsConfig: ["kms-cmk-not-scheduled-for-deletion"],
		others: ["cloudsploit:kmsScheduledDeletion"],
	},
	evaluate(key) {
		const evidence = { state: key.state, deletionDate: key.deletionDate, encrypts: key.encrypts.slice(0, 10) };
		// PendingReplicaDeletion is the state of a multi-Region primary key that waits for its replicas.
		if (key.state !== "PendingDeletion" && key.state !== "PendingReplicaDeletion") return pass(`${key.name} is ${key.state}.`, evidence);
		const use = key.encrypts.length > 0 ? ` and still encrypts ${counted(key.encrypts.length, "scanned resource")}` : "";
		return fail(`${key.name} will be deleted${key.deletionDate ? ` on ${key.deletionDate.slice(0, 10)}` : ""}${use}.`, evidence);
	},
});
