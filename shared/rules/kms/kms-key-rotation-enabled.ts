import { need, reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { rotatable } from "./judge/rotation.ts";

export const kmsKeyRotationEnabled = defineRule({
	id: "kms-key-rotation-enabled",
	title: "KMS key rotates its key material automatically",
	severity: "medium",
	resource: "kms.Key",
	risk: "Key material that is never changed protects ever more data, all of which is lost at once if it is ever compromised.",
	recommendation: "Enable automatic rotation of the key; data that is already encrypted stays readable without any change.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html"],
	related: {
		prowler: ["kms_cmk_rotation_enabled"],
		securityHub: ["KMS.4"],
		awsConfig: ["cmk-backing-key-rotation-enabled"],
		others: ["cloudsploit:kmsKeyRotation"],
	},
	evaluate(key) {
		const reason = rotatable(key);
		if (reason) return notApplicable(reason);
		const { enabled, periodDays } = need(reported(key.rotation, "KeyRotationEnabled"));
		return enabled
			? pass(`${key.name} rotates automatically.`, { enabled, periodDays })
			: fail(`${key.name} does not rotate automatically.`, { enabled });
	},
});
