import type { Alert, Digest, Message } from "../../core/alerts/alert.ts";
import { printable } from "../../core/printable.ts";

/** Subjects are shorter than 100 characters and hold no control characters; ASCII survives every mail system. */
const longestSubject = 99;

/** What stands before a resource in one line. */
export function headline(message: Message): string {
	if (message.type === "digest") return `${message.severity.toUpperCase()} ${message.total} changes in ${message.snapshot.to}`;
	const { severity, kind, title, resource, test } = message;
	return `${test ? "TEST " : ""}${severity.toUpperCase()} ${kind}: ${title}${resource ? ` (${resource.name})` : ""}`;
}

/** The subject of an e-mail: ASCII, on one line, at most 99 characters. */
export function subject(message: Message): string {
	const text = `Parapet: ${headline(message)}`
		.normalize("NFKD")
		.replace(/\s+/g, " ")
		.replace(/[^ -~]/g, (character) => (/\p{M}/u.test(character) ? "" : "?"));
	return text.length <= longestSubject ? text : `${text.slice(0, longestSubject - 3)}...`;
}

/** The message as plain text for people. */
export const plainText = (message: Message): string =>
	`${(message.type === "digest" ? digestLines(message) : alertLines(message)).join("\n")}\n`;

function alertLines(alert: Alert): string[] {
	const { rule, resource } = alert;
	const facts: (readonly [string, string | undefined])[] = [
		["Resource", resource?.arn],
		["Account", alert.account === "-" ? "outside AWS" : alert.account],
		["Region", alert.region === "-" ? "outside AWS" : alert.region],
		["Cluster", alert.cluster],
		["Environment", alert.environment],
		["Rule", rule?.id],
		["Severity", alert.previousSeverity === undefined ? alert.severity : `${alert.severity} (was ${alert.previousSeverity})`],
		["First seen", alert.firstSeen],
		["Requirements", alert.frameworks.join(", ") || undefined],
		["Scan", `${alert.snapshot.to} of ${alert.observedAt}`],
		["Report", alert.report],
		["Incident", alert.fingerprint],
	];
	return [
		line(headline(alert)),
		"",
		line(alert.detail),
		...(alert.previousDetail === undefined ? [] : [line(`Before: ${alert.previousDetail}`)]),
		"",
		...facts.flatMap(([name, value]) => (value === undefined ? [] : [line(`${`${name}:`.padEnd(14)}${value}`)])),
		...(alert.unread ?? []).map((call) => line(`- ${call.service}:${call.operation} ${call.cause}: ${call.message}`)),
		...(alert.examples ?? []).map((example) => line(`- ${example.rule}, ${example.resource}: ${example.detail}`)),
		...(rule && alert.status === "open"
			? ["", line(`Risk: ${rule.risk}`), line(`What to do: ${rule.recommendation}`), ...rule.links.map(line)]
			: []),
	];
}

const digestLines = (digest: Digest): string[] => [
	line(headline(digest)),
	"",
	line(counts(digest.severities)),
	line(counts(digest.kinds)),
	"",
	...digest.worst.flatMap((alert) => [line(`- ${headline(alert)}, ${alert.account} ${alert.region}`), line(`  ${alert.detail}`)]),
	...(digest.total > digest.worst.length ? [`and ${digest.total - digest.worst.length} more`] : []),
	...(digest.report === undefined ? [] : ["", line(`Report: ${digest.report}`)]),
];

const counts = (numbers: Readonly<Record<string, number>>): string =>
	Object.entries(numbers)
		.filter(([, count]) => count > 0)
		.map(([name, count]) => `${name}: ${count}`)
		.join(", ");

const line = (text: string): string => printable(text.replace(/[\t\r\n]+/g, " "));
