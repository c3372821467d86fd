import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeKeyUsable } from "./judge/encryption-key.ts";

export const rdsSnapshotKeyUsable = defineRule({
	id: "rds-snapshot-key-usable",
	title: "The key that encrypts the RDS snapshot is enabled and not about to be deleted",
	severity: "high",
	resource: "rds.Snapshot",
	risk: "A snapshot whose key is disabled or deleted cannot be restored: the backup exists only by name.",
	recommendation: "Cancel the deletion of the KMS key or enable it again, or copy the snapshot under another key while that is possible.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html"],
	related: {},
	evaluate(snapshot) {
		if (!reported(snapshot.encrypted, "Encrypted")) return notApplicable(`${snapshot.name} is not encrypted.`);
		return judgeKeyUsable(snapshot.name, snapshot.kmsKey);
	},
});
