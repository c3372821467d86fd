import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { daysSince, scheduledForDeletion } from "./judge/secret.ts";

export const secretRecentlyUsed = defineRule({
	id: "secret-recently-used",
	title: "Secret was read in the last 90 days",
	severity: "medium",
	resource: "secretsmanager.Secret",
	risk: "A secret that nobody reads is often a forgotten way into a database, with rights that nobody reviews any more.",
	recommendation: "Find out whether anything still needs the secret; if not, drop the database user and delete the secret.",
	links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring.html"],
	related: {
		prowler: ["secretsmanager_secret_unused"],
		securityHub: ["SecretsManager.3"],
		awsConfig: ["secretsmanager-secret-unused"],
	},
	parameters: { maximumDays: integer(90, "Days without a read after which a secret counts as unused.", { minimum: 1, maximum: 1000 }) },
	evaluate(secret, { now, parameters }) {
		const gone = scheduledForDeletion(secret);
		if (gone) return gone;
		// A master password that RDS keeps is best never read by anybody.
		if (secret.owningService) return notApplicable(`${secret.name} is kept by ${secret.owningService} and need not be read.`);
		const idle = daysSince(secret.lastAccessed, secret, now);
		const evidence = { lastAccessed: secret.lastAccessed ?? null, days: idle, maximumDays: parameters.maximumDays };
		if (idle > parameters.maximumDays)
			return fail(
				secret.lastAccessed ? `${secret.name} was last read ${idle} days ago.` : `${secret.name} was never read in ${idle} days.`,
				evidence,
			);
		return pass(`${secret.name} was ${secret.lastAccessed ? "read" : "created"} ${idle} days ago.`, evidence);
	},
});
