import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { counted } from "../judge/counted.ts";

const transient = new Set(["Creating", "Updating"]);

export const kmsKeyEnabled = defineRule({
	id: "kms-key-enabled",
	title: "KMS key is enabled",
	severity: "low",
	resource: "kms.Key",
	risk: "Databases whose key is disabled or unavailable stop and cannot be restored; keys that nobody uses cost money and attention.",
	recommendation: "Enable the key if anything is encrypted with it; otherwise schedule its deletion with a long waiting period.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html"],
	related: { prowler: ["kms_cmk_are_used"] },
	evaluate(key) {
		const evidence = { state: key.state, encrypts: key.encrypts.slice(0, 10) };
		if (key.state === "Enabled") return pass(`${key.name} is enabled.`, evidence);
		if (key.state === "PendingDeletion" || key.state === "PendingReplicaDeletion")
			return notApplicable(`${key.name} will be deleted, which kms-key-not-pending-deletion judges.`);
		if (transient.has(key.state)) return notApplicable(`${key.name} is ${key.state}, which passes.`);
		return key.encrypts.length > 0
			? fail(`${key.name} is ${key.state} but encrypts ${counted(key.encrypts.length, "scanned resource")}.`, evidence, "high")
			: fail(`${key.name} is ${key.state}.`, evidence);
	},
});
