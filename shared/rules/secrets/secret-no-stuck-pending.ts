import { reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { scheduledForDeletion } from "./judge/secret.ts";

const hour = 3_600_000;

export const secretNoStuckPending = defineRule({
	id: "secret-no-stuck-pending",
	title: "Secret has no rotation that stopped half-way",
	severity: "medium",
	resource: "secretsmanager.Secret",
	risk: "A version left in AWSPENDING blocks later rotations, and the database may already have the password that no application reads.",
	recommendation: "Read the log of the rotation function, repair the cause, then rotate again or remove the AWSPENDING label.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html"],
	related: {},
	parameters: { graceHours: integer(24, "Hours that a rotation may take.", { minimum: 1, maximum: 168 }) },
	evaluate(secret, { now, parameters }) {
		const gone = scheduledForDeletion(secret);
		if (gone) return gone;
		const pending = Object.entries(secret.versions)
			.filter(([, labels]) => labels.includes("AWSPENDING") && !labels.includes("AWSCURRENT"))
			.map(([version]) => version);
		if (pending.length === 0) return pass(`${secret.name} has no pending version.`, { pending });
		const lastChanged = reported(secret.lastChanged, "LastChangedDate");
		const evidence = { pending, lastChanged, graceHours: parameters.graceHours };
		return now - Date.parse(lastChanged) > parameters.graceHours * hour
			? fail(`A rotation of ${secret.name} stopped half-way, after ${lastChanged}.`, evidence)
			: pass(`A rotation of ${secret.name} is under way since ${lastChanged}.`, evidence);
	},
});
