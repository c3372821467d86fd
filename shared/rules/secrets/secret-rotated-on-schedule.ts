import { reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { day, rotatedElsewhere, scheduledForDeletion } from "./judge/secret.ts";

export const secretRotatedOnSchedule = defineRule({
	id: "secret-rotated-on-schedule",
	title: "Secret with rotation was rotated on schedule",
	severity: "medium",
	resource: "secretsmanager.Secret",
	risk: "Rotation that fails silently leaves an old password in place, or an application and its database with different ones.",
	recommendation: "Read the log of the rotation function and the RotationFailed events in CloudTrail, repair the cause and rotate again.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html"],
	related: {
		securityHub: ["SecretsManager.2"],
		awsConfig: ["secretsmanager-scheduled-rotation-success-check"],
		others: ["steampipe:secretsmanager_secret_rotated_as_scheduled"],
	},
	parameters: { graceDays: integer(2, "Days that a rotation may be late, because schedules have windows.", { minimum: 0, maximum: 30 }) },
	evaluate(secret, { now, parameters }) {
		const gone = scheduledForDeletion(secret) ?? rotatedElsewhere(secret);
		if (gone) return gone;
		if (!secret.rotationEnabled) return notApplicable(`${secret.name} has no rotation, which secret-rotation-enabled judges.`);
		const last = secret.lastRotated ?? reported(secret.createdAt, "CreatedDate");
		// A cron schedule has no fixed number of days; there the next date that Secrets Manager planned must not be past.
		const due =
			secret.rotationDays === undefined
				? Date.parse(reported(secret.nextRotation, "NextRotationDate"))
				: Date.parse(last) + secret.rotationDays * day;
		const evidence = { lastRotated: secret.lastRotated ?? null, due: new Date(due).toISOString(), graceDays: parameters.graceDays };
		return now > due + parameters.graceDays * day
			? fail(
					`${secret.name} was to be rotated by ${evidence.due.slice(0, 10)} and ${secret.lastRotated ? "was not" : "never was"}.`,
					evidence,
				)
			: pass(`${secret.name} is next to be rotated by ${evidence.due.slice(0, 10)}.`, evidence);
	},
});
