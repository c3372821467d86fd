import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeRuleCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { redact } from "../../core/alerts/text.ts";
import { printable } from "../../core/printable.ts";
import { checkRule } from "../app/change-patterns.ts";
import type { Deployed } from "../app/deployed.ts";
import { type Check, type CheckAccess, failed, few } from "./check.ts";
import { depthOf } from "./state.ts";

/** What was waited for in vain. */
interface Missing {
	readonly name: string;
	readonly startedAt: number;
	readonly seconds: number;
	/** The station that it passed. */
	readonly after?: "assess-change";
}

/** Looks at the stations of the path one after the other, and says at which it went no further. What could not be asked stands among the items. */
export async function whereStuck(access: CheckAccess, deployed: Deployed, missing: Missing): Promise<Check> {
	const { name, startedAt, seconds, after } = missing;
	access.progress("finding out where it went no further");
	const seen: string[] = [];
	const at = (detail: string, advice: string): Check => failed(name, `Nothing arrived within ${seconds} s. ${detail}`, advice, few(seen));
	if (after === undefined) {
		const rule = await ruleProblem(access, deployed, seen);
		if (rule) return at(rule, `Deploy again: npx sst deploy --stage ${deployed.stage}.`);
	}
	const queue = after === undefined ? "changes" : "notify";
	const fn = after === undefined ? "assess-change" : "notify";
	const urls = deployed.queues[queue];
	const errors = await errorsOf(access, deployed.functions[fn], startedAt, seen);
	if (urls) {
		const [waiting, dead] = await Promise.all([depthOf(access, urls.url), depthOf(access, urls.deadLetters)]);
		if ("cause" in waiting) seen.push(`sqs:GetQueueAttributes was not answered: ${waiting.message}`);
		else seen.push(`queue ${queue}: ${waiting.waiting} waiting, ${waiting.taken} taken`);
		if (!("cause" in dead) && dead.waiting > 0) seen.push(`dead letters of ${queue}: ${dead.waiting}`);
		if (errors.length > 0)
			return at(`The function ${fn} fails.`, `Its log group is /aws/lambda/${deployed.functions[fn]}; what it says stands below.`);
		if (!("cause" in waiting) && waiting.waiting > 0)
			return at(
				`Messages wait in the queue ${queue}, and ${fn} does not take them.`,
				"See whether its event source mapping is enabled and whether the account has concurrency left for it.",
			);
		if (!("cause" in waiting) && waiting.taken > 0)
			return at(
				`${fn} has taken a message of the queue ${queue} and not dealt with it: it still runs, or it failed and the message comes again.`,
				`See its log group /aws/lambda/${deployed.functions[fn] ?? fn}, and try again with a longer --timeout.`,
			);
	}
	if (errors.length > 0) return at(`The function ${fn} fails.`, `Its log group is /aws/lambda/${deployed.functions[fn]}.`);
	return after === undefined
		? at(
				"The rule matches, and no message and no error is left of it.",
				`Look into the log group /aws/lambda/${deployed.functions[fn] ?? fn} and the queue of what could not be handed over (${deployed.undelivered.split("/").at(-1)}).`,
			)
		: at(
				"The alert was kept, and notify has said nothing of this target.",
				`notify runs once a minute at least: try again, with a longer --timeout. Its log group is /aws/lambda/${deployed.functions[fn] ?? fn}.`,
			);
}

/** Does the bus have the rule, enabled, with a target? */
async function ruleProblem({ caller }: CheckAccess, { bus, alarmPrefix }: Deployed, seen: string[]): Promise<string | undefined> {
	// Rules have the same prefix as alarms and everything else.
	const Name = `${alarmPrefix}${checkRule.name}`;
	const rule = await caller().call("events", new DescribeRuleCommand({ Name, EventBusName: bus }));
	if ("unread" in rule) {
		if (rule.unread.cause === "notFound") return `The bus ${bus} has no rule ${Name}.`;
		seen.push(`events:DescribeRule was not answered: ${rule.unread.message}`);
		return undefined;
	}
	if (rule.value.State !== "ENABLED") return `The rule ${Name} is ${rule.value.State?.toLowerCase() ?? "in no state"}.`;
	const targets = await caller().call("events", new ListTargetsByRuleCommand({ Rule: Name, EventBusName: bus }));
	if ("unread" in targets) seen.push(`events:ListTargetsByRule was not answered: ${targets.unread.message}`);
	else if (!targets.value.Targets?.some(({ Arn }) => Arn?.includes(":sqs:"))) return `The rule ${Name} leads nowhere.`;
	else seen.push(`rule ${Name}: enabled`);
	return undefined;
}

/** Errors in the log group of a function since then, for the items too. Secrets have no place in logs; what looks like one is taken out all the same. */
async function errorsOf({ caller }: CheckAccess, name: string | undefined, startTime: number, seen: string[]): Promise<string[]> {
	if (name === undefined) return [];
	const answer = await caller().call(
		"logs",
		new FilterLogEventsCommand({
			logGroupName: `/aws/lambda/${name}`,
			startTime,
			filterPattern: '?ERROR ?"Task timed out" ?"Runtime."',
			limit: 20,
		}),
	);
	if ("unread" in answer) {
		seen.push(`logs:FilterLogEvents was not answered: ${answer.unread.message}`);
		return [];
	}
	const lines = (answer.value.events ?? []).map(({ message = "" }) => shown(message));
	seen.push(...lines.slice(0, 5));
	return lines;
}

/** The message of a structured log, or the line. */
function shown(line: string): string {
	try {
		const { message, data, error } = JSON.parse(line) as { message?: unknown; data?: { message?: unknown }; error?: unknown };
		const parts = [message, data?.message, error].filter((part) => typeof part === "string");
		if (parts.length > 0) return printable(redact(parts.join(": "))).slice(0, 300);
	} catch {
		// A line of Lambda itself.
	}
	return printable(redact(line.trim())).slice(0, 300);
}
