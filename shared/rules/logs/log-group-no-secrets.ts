import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

export const logGroupNoSecrets = defineRule({
	id: "log-group-no-secrets",
	title: "Recent events of the CloudWatch log group contain no secrets",
	severity: "medium",
	resource: "logs.LogGroup",
	risk: "Passwords and keys in logs are read by many more people and systems than the database itself, and stay for the whole retention.",
	recommendation:
		"Rotate what was logged, stop logging statements with secrets (set passwords through clients that hash them), and mask with a data protection policy.",
	links: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html"],
	related: { prowler: ["cloudwatch_log_group_no_secrets_in_logs"] },
	optIn: true,
	evaluate({ name, secretsFound }) {
		if (secretsFound === undefined)
			return notApplicable(`Log events of ${name} were not inspected; the scan reads them only when it is told to (inspectLogEvents).`);
		const { eventsRead, kinds } = need(secretsFound);
		if (eventsRead === 0) return notApplicable(`Log group ${name} has no recent events to inspect.`);
		const found = Object.entries(kinds).filter(([, count]) => count > 0);
		const evidence = { eventsRead, kinds: Object.fromEntries(found) };
		if (found.length === 0) return pass(`None of the ${eventsRead} inspected events of log group ${name} contains a secret.`, evidence);
		const shown = found.map(([kind, count]) => `${kind} (${count})`).join(", ");
		return fail(`The ${eventsRead} inspected events of log group ${name} contain secrets: ${shown}.`, evidence);
	},
});
