import { need, reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { rotatable } from "./judge/rotation.ts";

export const kmsKeyRotationPeriod = defineRule({
	id: "kms-key-rotation-period",
	title: "KMS key rotates at least once a year",
	severity: "low",
	resource: "kms.Key",
	risk: "A rotation period of several years protects as much data with the same material as no rotation does.",
	recommendation: "Set the rotation period of the key to 365 days or fewer with EnableKeyRotation.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html"],
	related: {},
	parameters: { maximumDays: integer(365, "Longest rotation period, in days.", { minimum: 90, maximum: 2560 }) },
	evaluate(key, { parameters }) {
		const reason = rotatable(key);
		if (reason) return notApplicable(reason);
		const { enabled, periodDays } = need(reported(key.rotation, "KeyRotationEnabled"));
		if (!enabled) return notApplicable(`${key.name} does not rotate, which kms-key-rotation-enabled judges.`);
		const days = reported(periodDays, "RotationPeriodInDays");
		const evidence = { periodDays: days, maximumDays: parameters.maximumDays };
		return days > parameters.maximumDays
			? fail(`${key.name} rotates only every ${days} days.`, evidence)
			: pass(`${key.name} rotates every ${days} days.`, evidence);
	},
});
