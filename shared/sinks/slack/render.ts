import type { Alert, AlertKind, Digest, Message, Note } from "../../core/alerts/alert.ts";
import { type Severity, severities } from "../../core/severity.ts";
import { buttons } from "./actions.ts";
import { slackLimits } from "./limits.ts";
import { decided, decisionLine } from "./notes.ts";
import { bold, code, link, mention, mrkdwn } from "./text.ts";

/** A block of Block Kit. */
export type Block = Readonly<Record<string, unknown>>;

/** The parts of a message for `chat.postMessage`, `chat.update` and incoming webhooks alike. */
export interface SlackMessage {
	/** For notifications and screen readers. */
	readonly text: string;
	readonly blocks: readonly Block[];
	/** The coloured part; blocks have no colour of their own. */
	readonly attachments: readonly { readonly color: string; readonly fallback: string; readonly blocks: readonly Block[] }[];
}

/** Who is mentioned when an incident of a severity opens or becomes worse. */
export type Mentions = Readonly<Partial<Record<Severity, readonly string[]>>>;

const colours: Readonly<Record<Severity, string>> = {
	critical: "#8b0000",
	high: "#d9480f",
	medium: "#e8a33d",
	low: "#3b82c4",
	informational: "#868e96",
};
const closedColour = "#2f9e44";
const silencedColour = "#868e96";

const words: Readonly<Record<AlertKind, string>> = {
	new: "new",
	worse: "worse",
	reopened: "fails again",
	unreadable: "could not be read",
	system: "Parapet",
	better: "milder",
	resolved: "resolved",
	gone: "gone",
};

/** What the message of an incident shows beside the alert. */
export interface Annotations {
	/** The target's own name, when its buttons are answered. */
	readonly target?: string | undefined;
	/** What people decided, oldest first. */
	readonly notes?: readonly Note[] | undefined;
}

/** The message of an incident, or of a digest. */
export function renderSlack(message: Message, mentions: Mentions = {}, annotations: Annotations = {}): SlackMessage {
	return message.type === "digest" ? renderDigest(message, mentions) : renderAlert(message, mentions, annotations);
}

function renderAlert(alert: Alert, mentions: Mentions, { target, notes = [] }: Annotations): SlackMessage {
	const { acknowledged, suppressed } = decided(alert, notes);
	const color = alert.status === "closed" ? closedColour : suppressed ? silencedColour : colours[alert.severity];
	const text = fallback(alert);
	const repair = notes.findLast((note) => note.repair !== undefined);
	const decisions = [acknowledged, suppressed, repair].filter((note) => note !== undefined).map(decisionLine);
	const details: Block[] = [
		section(mrkdwn(alert.detail, 1500)),
		{ type: "section", fields: fields(alert) },
		...(alert.rule && alert.status === "open" ? [section(advice(alert.rule.risk, alert.rule.recommendation))] : []),
		...examples(alert),
		context(footer(alert)),
	];
	const last: Block[] = [
		...(decisions.length > 0 ? [section(decisions.join("\n"))] : []),
		...(target === undefined
			? []
			: buttons(alert, target, { acknowledged: acknowledged !== undefined, suppressed: suppressed !== undefined })),
	];
	return message(text, section(`${mentionsOf(alert, mentions)}${bold(headline(alert), 500)}`), color, details, last);
}

/** The reply in the thread of an incident that says what changed. */
export function renderReply(alert: Alert, mentions: Mentions = {}): SlackMessage {
	const color = alert.status === "closed" ? closedColour : colours[alert.severity];
	const change =
		alert.previousSeverity === undefined ? words[alert.kind] : `${words[alert.kind]}: was ${alert.previousSeverity}, is ${alert.severity}`;
	const details: Block[] = [
		section(mrkdwn(alert.detail, 1500)),
		...(alert.previousDetail === undefined ? [] : [section(`Before: ${mrkdwn(alert.previousDetail, 500)}`)]),
		context(footer(alert)),
	];
	return message(fallback(alert), section(`${mentionsOf(alert, mentions)}${bold(change, 200)}`), color, details);
}

function renderDigest(digest: Digest, mentions: Mentions): SlackMessage {
	const heading = `${digest.total} changes: ${present(digest.severities, severities)}`;
	const kinds = (Object.keys(digest.kinds) as AlertKind[]).filter((kind) => digest.kinds[kind] > 0);
	const rest = digest.total - digest.worst.length;
	const details: Block[] = [
		section(mrkdwn(kinds.map((kind) => `${words[kind]}: ${digest.kinds[kind]}`).join(" · "), 500)),
		...digest.worst.slice(0, 10).map((alert) => section(`${bold(headline(alert), 250)}\n${mrkdwn(alert.detail, 300)}`)),
		...(rest > 0 ? [section(`…and ${rest} more. ${digest.report ? link(digest.report, "The whole report") : ""}`)] : []),
		context([code(digest.snapshot.to, 200), ...(digest.report ? [link(digest.report, "Report")] : [])]),
	];
	return message(
		mrkdwn(heading, 300),
		section(`${mentioned(mentions[digest.severity])}${bold(heading, 300)}`),
		colours[digest.severity],
		details,
	);
}

/** The message with nothing but text, for when Slack does not take the blocks. */
export const plainSlack = (message: Message, mentions: Mentions = {}): SlackMessage => {
	const { text } = renderSlack(message, mentions);
	const detail = message.type === "alert" ? `\n${mrkdwn(message.detail, 1500)}` : "";
	return { text: `${text}${detail}`, blocks: [], attachments: [] };
};

/** Details are left out where they are too long together; `last` is there whatever they are. */
function message(text: string, head: Block, color: string, details: readonly Block[], last: readonly Block[] = []): SlackMessage {
	const kept: Block[] = [];
	let size = JSON.stringify([head, ...last]).length;
	for (const block of details.slice(0, slackLimits.blocks - 1 - last.length)) {
		size += JSON.stringify(block).length;
		if (size <= slackLimits.allBlocks) kept.push(block);
	}
	return { text, blocks: [head], attachments: [{ color, fallback: text, blocks: [...kept, ...last] }] };
}

const headline = ({ severity, kind, title, resource, test }: Alert): string =>
	`${test ? "TEST " : ""}${severity.toUpperCase()} ${words[kind]}: ${title}${resource ? ` (${resource.name})` : ""}`;

const fallback = (alert: Alert): string => mrkdwn(`${headline(alert)}, ${alert.account} ${alert.region}`, 500);

function fields(alert: Alert): Block[] {
	const { rule, resource, environment, cluster, firstSeen, frameworks } = alert;
	const pairs: (readonly [string, string] | undefined)[] = [
		["Account", alert.account === "-" ? "outside AWS" : alert.account],
		["Region", alert.region === "-" ? "outside AWS" : alert.region],
		cluster === undefined ? undefined : ["Cluster", cluster],
		resource && ["Resource", resource.arn],
		rule && ["Rule", rule.id],
		environment === undefined ? undefined : ["Environment", environment],
		firstSeen === undefined ? undefined : ["First seen", firstSeen],
		frameworks.length > 0 ? ["Requirements", short(frameworks)] : undefined,
	];
	return pairs
		.filter((pair) => pair !== undefined)
		.slice(0, slackLimits.fields)
		.map(([name, value]) => text(`*${name}*\n${code(value, 400)}`));
}

const short = (items: readonly string[]): string =>
	items.slice(0, 6).join(", ") + (items.length > 6 ? `, and ${items.length - 6} more` : "");

const advice = (risk: string, recommendation: string): string =>
	[risk && `*Risk* ${mrkdwn(risk, 700)}`, recommendation && `*What to do* ${mrkdwn(recommendation, 700)}`].filter(Boolean).join("\n") ||
	" ";

function examples({ examples = [], unread = [] }: Alert): Block[] {
	const lines = [
		...unread.map((call) => `• ${code(`${call.service}:${call.operation}`, 200)} ${mrkdwn(`${call.cause}: ${call.message}`, 200)}`),
		...examples.map((example) => `• ${code(example.rule, 200)} ${mrkdwn(`${example.resource}: ${example.detail}`, 200)}`),
	];
	// Ten lines of at most some 400 characters would be too long for one section.
	return [lines.slice(0, 6), lines.slice(6, 12)].filter((part) => part.length > 0).map((part) => section(part.join("\n")));
}

function footer({ observedAt, snapshot, report, rule }: Alert): string[] {
	const [documentation] = rule?.links ?? [];
	return [
		mrkdwn(`Scan of ${observedAt}`, 100),
		code(snapshot.to, 200),
		...(report ? [link(report, "Report")] : []),
		...(documentation ? [link(documentation, "Documentation")] : []),
	].filter((part) => part !== "");
}

const loud: ReadonlySet<AlertKind> = new Set(["new", "worse", "reopened", "unreadable", "system"]);
const mentionsOf = (alert: Alert, mentions: Mentions): string => (loud.has(alert.kind) ? mentioned(mentions[alert.severity]) : "");

const mentioned = (names: readonly string[] | undefined): string => (names?.length ? `${names.map(mention).join(" ")} ` : "");

const present = <K extends string>(counts: Readonly<Record<K, number>>, keys: readonly K[]): string =>
	keys
		.filter((key) => counts[key] > 0)
		.map((key) => `${counts[key]} ${key}`)
		.join(", ");

/** `verbatim`: Slack makes no links and mentions of its own from what it finds in the text. */
const text = (value: string): Block => ({ type: "mrkdwn", text: value, verbatim: true });
const section = (value: string): Block => ({ type: "section", text: text(value || "-") });
const context = (values: readonly string[]): Block => ({
	type: "context",
	elements: values.slice(0, slackLimits.contextElements).map(text),
});
