import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const kmsKeyNotMultiRegion = defineRule({
	id: "kms-key-not-multi-region",
	title: "KMS key is confined to one region",
	severity: "medium",
	resource: "kms.Key",
	risk: "The same key material exists in several regions, each with a key policy of its own, and the weakest of them decides.",
	recommendation: "Use a single-Region key unless data must be decrypted in several regions; suppress this rule for keys that need it.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html"],
	related: { prowler: ["kms_cmk_not_multi_region"] },
	evaluate(key) {
		const multiRegion = reported(key.multiRegion, "MultiRegion");
		return multiRegion
			? fail(`${key.name} is a multi-Region key.`, { multiRegion })
			: pass(`${key.name} is a single-Region key.`, { multiRegion });
	},
});
