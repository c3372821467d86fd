import type { Finding } from "../core/finding.ts";
import { explainUnread } from "../core/observed.ts";
import { scopeText } from "../core/scope.ts";
import { type Severity, severities } from "../core/severity.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { clip, fold } from "./columns.ts";
import { ofServices, serviceName, worstFirst } from "./connections.ts";
import type { Report, ReportStyle } from "./index.ts";
import { paint } from "./paint.ts";
import { placePhrases } from "./places.ts";
import { counted, printable } from "./text.ts";

/** At most so many resources are listed below a rule; the files have all. */
const shownPerRule = 8;
/** Severities are told finding by finding until this many have been told; the milder ones then take one line a rule. */
const toldInFull = 40;
/** At most so many lines about what could not be read, and as many reasons. */
const shownUnknown = 5;
/** At most so many connections in clear. */
const shownInClear = 5;
/** Columns of a name among others; people may have typed anything. */
const longestName = 70;

/** For people at a terminal: what fails, worst first, grouped by rule; then what is unknown, what is suppressed, and the sums. */
export const table: Report = function* (snapshot, style) {
	const { bold, dim } = paint(style.colour);
	yield `${bold("Parapet")} ${dim(`snapshot ${printable(snapshot.id)}`)}\n`;
	yield `${fold(scopeLine(snapshot), style.width, "")}\n\n`;
	if (nothingFound(snapshot)) {
		yield `${fold("Nothing was found: there is no database and no cluster in this scope.", style.width, "")}\n\n`;
		if (snapshot.findings.length === 0) return;
	}
	const open = Map.groupBy(
		snapshot.findings.filter((finding) => finding.verdict === "fail" && finding.suppressedBy === undefined),
		(finding) => finding.severity,
	);
	let told = 0;
	for (const severity of severities) {
		const findings = open.get(severity);
		if (!findings) continue;
		told += findings.length;
		const inFull = told === findings.length || told <= toldInFull;
		yield* inFull ? section(severity, findings, placeOf(snapshot), style) : brief(severity, findings, style);
	}
	yield* inClear(snapshot, style);
	yield* unknown(snapshot, style);
	yield* suppressions(snapshot, style);
	yield* sums(snapshot, style);
};

/** Were databases or clusters looked for, everywhere, and none found? What every account has, such as a default security group, is not one. */
function nothingFound({ summary, collectionErrors, rules }: Snapshot): boolean {
	const sought = (kind: string) => /^(?:rds|eks)\./.test(kind);
	if (collectionErrors.some((error) => error.kinds.some(sought))) return false;
	if (summary.resources === 0) return collectionErrors.length === 0;
	const found = (kind: string) => sought(kind) || /^(?:postgres|mysql|database|kubernetes)\./.test(kind);
	return rules.some((rule) => (rule.kinds ?? [rule.resource]).some(sought)) && !Object.keys(summary.resourcesByKind).some(found);
}

function scopeLine({ scope, summary }: Snapshot): string {
	const few = (items: readonly string[], word: string) => (items.length === 1 ? `${word} ${items[0]}` : counted(items.length, word));
	const places = placePhrases(scope, few).join(", ");
	return `${counted(summary.resources, "resource")}${places ? ` in ${places}` : ""}; ${counted(summary.rules, "rule")}`;
}

/** Where a finding is, in brackets; nothing when the whole snapshot is of that one place. */
function placeOf({ scope }: Snapshot): (finding: Finding) => string {
	const [only, ...others] = scope.scopes;
	return ({ resource: { account, region, cluster } }) => {
		if (others.length === 0 && only?.account === account && only.region === region) return "";
		const place = [...(account === "-" ? [] : [account, region]), ...(cluster === undefined ? [] : [cluster])];
		return place.length > 0 ? ` [${place.join("/")}]` : "";
	};
}

const headline = (severity: Severity, findings: readonly Finding[], style: ReportStyle): string => {
	const { bold, severity: tint } = paint(style.colour);
	return `${tint(severity, severity.toUpperCase())} ${bold(`${counted(findings.length, "finding")} ${findings.length === 1 ? "fails" : "fail"}`)}`;
};

/** Titles state what must hold, so each is said to be violated. */
function* section(severity: Severity, findings: readonly Finding[], place: (finding: Finding) => string, style: ReportStyle) {
	const { bold, dim, red } = paint(style.colour);
	yield `${headline(severity, findings, style)}\n`;
	for (const [ruleId, group] of Map.groupBy(findings, (finding) => finding.ruleId)) {
		yield `  ${red("Violated:")} ${bold(clip(printable(`${group[0]?.title}`), style.width - 12))}\n  ${dim(clip(printable(ruleId), style.width - 2))}\n`;
		for (const finding of group.slice(0, shownPerRule))
			yield `${fold(printable(sentence(finding) + place(finding)), style.width, "    ")}\n`;
		if (group.length > shownPerRule) yield dim(`    and ${group.length - shownPerRule} more\n`);
	}
	yield "\n";
}

/** The detail names the resource; where it does not, the name goes first. */
const sentence = ({ detail, resource: { name } }: Finding): string => (detail.includes(name) ? detail : `${name}: ${detail}`);

/** One line a rule. */
function* brief(severity: Severity, findings: readonly Finding[], style: ReportStyle): Generator<string> {
	const { dim } = paint(style.colour);
	yield `${headline(severity, findings, style)}${dim("; the rules violated:")}\n`;
	for (const [ruleId, group] of Map.groupBy(findings, (finding) => finding.ruleId)) {
		const names = [...new Set(group.map((finding) => finding.resource.name))].slice(0, 20).join(", ");
		yield `  ${clip(printable(`${ruleId} ${group.length > 1 ? `(${group.length}) ` : ""}${names}`), style.width - 2)}\n`;
	}
	yield "\n";
}

/** Connections in clear with the services that hold them: the first question that is asked of a database. */
function* inClear({ estate }: Snapshot, { colour, width }: ReportStyle): Generator<string> {
	const { bold, dim, red, green, yellow } = paint(colour);
	const remote = ofServices(estate?.connections ?? []).filter(({ client }) => client !== "local");
	if (remote.length === 0) return;
	const plaintext = worstFirst(remote.filter(({ tlsEnabled }) => tlsEnabled === false));
	const unsure = remote.filter(({ tlsEnabled }) => tlsEnabled === null).length;
	const of = `${counted(remote.length, "connection")} to databases`;
	if (plaintext.length > 0) yield `${red("PLAINTEXT")} ${bold(`${plaintext.length} of ${of} without TLS`)}\n`;
	else if (unsure === 0) yield `${green("ENCRYPTED")} ${bold(`${of}: all use TLS`)}\n`;
	else yield `${yellow("UNKNOWN")} ${bold(`${of}: none is known to be without TLS`)}\n`;
	for (const connection of plaintext.slice(0, shownInClear)) {
		const { database, serverName, user, sessions, production, privileged, authMethod } = connection;
		const facts = [
			authMethod ?? "authentication not known",
			counted(sessions, "session"),
			...(production ? ["production"] : []),
			...(privileged && privileged.length > 0 ? [`privileged: ${privileged.slice(0, 3).join(", ")}`] : []),
		];
		const short = (text: string) => clip(printable(text), longestName);
		const to = `${database === undefined ? "" : `${short(database)} on `}${short(serverName)}`;
		const line = `${short(serviceName(connection))} to ${to} as ${short(user ?? "?")} (${printable(facts.join(", "))})`;
		yield `${fold(line, width, "  ")}\n`;
	}
	const rest = plaintext.length - shownInClear;
	if (rest > 0) yield dim(`  and ${rest} more\n`);
	if (unsure > 0) yield `${fold(`Of ${counted(unsure, "connection")} it is not known whether TLS is used.`, width, "  ")}\n`;
	yield "\n";
}

function* unknown(snapshot: Snapshot, { colour, width }: ReportStyle): Generator<string> {
	const { bold, yellow } = paint(colour);
	const findings = snapshot.findings.filter((finding) => finding.verdict === "indeterminate" && finding.suppressedBy === undefined);
	if (findings.length === 0 && snapshot.collectionErrors.length === 0) return;
	yield `${yellow("UNKNOWN")} ${bold(`${counted(findings.length, "finding")} could not be judged`)}\n`;
	const errors = [...Map.groupBy(snapshot.collectionErrors, explainUnread)];
	for (const [text, group] of errors.slice(0, shownUnknown)) {
		const where = group.length === 1 && group[0] ? scopeText(group[0].scope) : counted(group.length, "scope");
		yield `${fold(printable(`${where}: ${text}`), width, "  ")}\n`;
	}
	if (errors.length > shownUnknown) yield `  and ${counted(errors.length - shownUnknown, "more error")}\n`;
	// Findings about a scope are there because of the calls above; the others have reasons of their own.
	const reasons = Map.groupBy(
		findings.filter((finding) => !finding.resource.arn.endsWith(":*")),
		(finding) => finding.detail,
	);
	const worst = [...reasons].sort((a, b) => b[1].length - a[1].length);
	for (const [detail, group] of worst.slice(0, shownUnknown)) yield `${fold(printable(reason(detail, group)), width, "  ")}\n`;
	const rest = worst.slice(shownUnknown).reduce((sum, [, group]) => sum + group.length, 0);
	if (rest > 0) yield `  and ${counted(rest, "finding")} for ${counted(worst.length - shownUnknown, "other reason")}\n`;
	yield "\n";
}

/** A single finding is named by its rule; several share the reason. */
const reason = (detail: string, [first, ...others]: readonly Finding[]): string =>
	first && others.length === 0 ? `${first.ruleId}: ${sentence(first)}` : `${others.length + 1} findings: ${detail}`;

function* suppressions(snapshot: Snapshot, { colour, width }: ReportStyle): Generator<string> {
	const { yellow, dim } = paint(colour);
	for (const each of snapshot.suppressions) {
		const about = printable(`${each.id} (owner ${each.owner}, until ${each.expires})`);
		if (each.status === "expired") yield `${yellow(fold(`Suppression expired: ${about}; what it covered fails again.`, width, ""))}\n`;
		if (each.status === "unused") yield `${dim(fold(`Suppression matches nothing: ${about}.`, width, ""))}\n`;
	}
	if (snapshot.suppressions.some((each) => each.status !== "active")) yield "\n";
}

function* sums(snapshot: Snapshot, { colour, width }: ReportStyle): Generator<string> {
	const { bold, green, red, yellow, severity: tint } = paint(colour);
	const { verdicts, failing, suppressed } = snapshot.summary;
	const open = severities.reduce((sum, severity) => sum + failing[severity], 0);
	const parts = severities.flatMap((severity) => (failing[severity] > 0 ? [tint(severity, `${failing[severity]} ${severity}`)] : []));
	yield `${open > 0 ? red(`${open} failing`) : green("nothing failing")}${parts.length > 0 ? ` (${parts.join(", ")})` : ""}\n`;
	const counts = [
		`${verdicts.pass} passing`,
		verdicts.indeterminate > 0 ? yellow(`${verdicts.indeterminate} unknown`) : "0 unknown",
		`${suppressed} suppressed`,
		`${verdicts.notApplicable} not applicable`,
	];
	yield `${counts.join(", ")}\n`;
	if (!snapshot.summary.complete)
		yield `${bold(fold("This scan is incomplete: what could not be read is not known to be safe.", width, ""))}\n`;
}
