import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable } from "../../core/verdict.ts";
import { judgeCustomerKey } from "./judge/encryption-key.ts";

export const rdsSnapshotEncryptedWithCustomerKey = defineRule({
	id: "rds-snapshot-encrypted-with-customer-key",
	title: "RDS snapshot is encrypted with a customer managed key",
	severity: "low",
	resource: "rds.Snapshot",
	risk: "Access to an AWS managed key cannot be narrowed or withdrawn, and such a snapshot cannot be copied to a recovery account.",
	recommendation: "Copy the snapshot under a customer managed KMS key and delete the original.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html"],
	related: {},
	evaluate(snapshot) {
		const { name, type, kmsKey } = snapshot;
		if (type === "automated") return notApplicable(`${name} is automated and takes its key from its database, where it is judged.`);
		if (!reported(snapshot.encrypted, "Encrypted"))
			return fail(`${name} is not encrypted, so with no customer managed key.`, { encrypted: false });
		return judgeCustomerKey(name, kmsKey);
	},
});
