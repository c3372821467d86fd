import type { Estate, EstateConnection, EstateRecord } from "../../core/estate/types.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import { type Gap, gapsOf } from "../compliance/gaps.ts";
import { tlsVerdicts } from "../compliance/tls-verdicts.ts";
import { type Grade, gradeOf, grades, ofServices } from "../connections.ts";
import { counted } from "../text.ts";
import { accessSummary } from "./access.ts";
import { connectionTable, tableRows } from "./connection-table.ts";
import { escapeHtml } from "./escape.ts";
import { gradeWords, graph } from "./graph.ts";

/** Parts that are open at first; the others open when they are asked for. */
const openParts = 2;
/** Gaps that are named of a part. */
const shownGaps = 6;

interface Part {
	readonly title: string;
	readonly about: string;
	readonly connections: readonly EstateConnection[];
	readonly has: (record: EstateRecord) => boolean;
	readonly gaps: readonly Gap[];
}

/** Who connects to what, what is encrypted and who has access, by cluster; nothing when a snapshot knows of none of it. */
export function* estateSection(snapshot: Snapshot): Generator<string> {
	const { estate } = snapshot;
	if (!estate) return;
	const parts = partsOf(snapshot, estate);
	const [first] = parts;
	if (!first) return;
	const connections = ofServices(estate.connections);
	const title = connections.length > 0 ? "Who connects to what" : "Encryption and access";
	yield `<section id="connections" aria-label="${title}"><h2>${title}</h2>\n`;
	if (connections.length > 0)
		yield `<p class="hint">${sums(connections)} As they were at the time of the scan: a service that had no session then is not here. Numbers in the graph are sessions.</p>\n${legend}`;
	const inTransit = estate.inTransit.map(tlsVerdicts(snapshot));
	for (const [index, part] of parts.entries()) yield* panel(part, estate, inTransit, index < openParts);
	yield "</section>\n";
}

function partsOf(snapshot: Snapshot, estate: Estate): Part[] {
	const outside = ({ clusters }: EstateRecord) => clusters === undefined;
	const lists = [
		estate.atRest,
		estate.inTransit,
		estate.keys,
		estate.certificates,
		estate.identities,
		estate.grants,
		estate.privilegedRoles,
		estate.serviceAccounts,
	];
	const said = new Set<string>();
	const parts = [
		...estate.clusters.map((cluster): Part => {
			const { key, name, account, region, version, kubernetes } = cluster;
			const has = ({ clusters }: EstateRecord) => clusters?.includes(key) === true;
			const place = account === "-" ? [] : [`${account} / ${region}`];
			const gaps = gapsOf(snapshot, estate, cluster);
			for (const { list, reason } of gaps) said.add(`${list}\n${reason}`);
			return {
				title: `Cluster ${name}`,
				about: [...place, ...(version === null ? [] : [version]), ...(kubernetes ? [] : ["its API was not read"])].join(" · "),
				connections: estate.connections.filter(has),
				has,
				gaps,
			};
		}),
		{
			title: estate.clusters.length === 0 ? "All databases" : "Outside clusters",
			about: "",
			connections: estate.connections.filter(outside),
			has: outside,
			// What all parts lack is said with the clusters already.
			gaps: gapsOf(snapshot, estate).filter(({ list, reason }) => list !== "clusters" && !said.has(`${list}\n${reason}`)),
		},
	];
	const shown = parts.filter(
		({ connections, has }) => connections.length > 0 || lists.some((list) => (list as readonly EstateRecord[]).some(has)),
	);
	// What has connections comes first; the sort keeps the order of names.
	return shown.sort((a, b) => Number(b.connections.length > 0) - Number(a.connections.length > 0));
}

function* panel(part: Part, estate: Estate, inTransit: Estate["inTransit"], open: boolean): Generator<string> {
	const { title, about, connections, has, gaps } = part;
	const shown = ofServices(connections);
	const own = connections.length - shown.length;
	yield `<details class="group estate"${open ? " open" : ""}><summary><span><b>${escapeHtml(title)}</b> <small>${escapeHtml(about)}</small></span><span class="n">${counts(shown)}</span></summary>\n`;
	yield graph(shown, `Services and databases: ${title}`);
	if (shown.length > 0) {
		yield `<details class="inner"><summary>${shown.length > tableRows ? `All facts of the worst ${tableRows} of ${shown.length} connections` : `All facts of ${counted(shown.length, "connection")}`}</summary>\n`;
		yield* connectionTable(shown, `Connections: ${title}`);
		yield "</details>\n";
	}
	if (own > 0)
		yield `<p class="hint">${counted(own, "connection")} of Parapet itself and of the platform ${own === 1 ? "is" : "are"} left out.</p>\n`;
	yield accessSummary(estate, has, inTransit);
	if (gaps.length > 0) {
		// One failure takes from several lists, and is one line; what takes from most comes first.
		const byReason = [...Map.groupBy(gaps, ({ reason }) => reason)].sort(([, a], [, b]) => b.length - a.length);
		const rest = byReason.length - shownGaps;
		const lines = byReason
			.slice(0, shownGaps)
			.map(([reason, group]) => `<li>${escapeHtml(`${group.map(({ list }) => listWords[list] ?? list).join(", ")}: ${reason}`)}</li>`);
		yield `<div class="missing"><b>What is missing here</b><ul>${lines.join("")}${rest > 0 ? `<li>and ${rest} more, in compliance.json</li>` : ""}</ul></div>\n`;
	}
	yield "</details>\n";
}

const listWords: Readonly<Record<string, string>> = {
	database_connections: "Connections",
	policy_violations: "Findings",
	unknown: "Unknown findings",
	"encryption_status.at_rest": "Encryption at rest",
	"encryption_status.in_transit": "Encryption in transit",
	"encryption_status.keys": "Keys",
	"encryption_status.certificates": "Certificates",
	"access_controls.identities": "Identities",
	"access_controls.grants": "Grants",
	"access_controls.privileged_roles": "Privileged roles",
	"access_controls.service_accounts": "Service accounts",
};

const tally = (connections: readonly EstateConnection[]): readonly (readonly [Grade, number])[] => {
	const byGrade = Map.groupBy(connections, (connection) => gradeOf(connection).grade);
	return grades.map((grade) => [grade, byGrade.get(grade)?.length ?? 0] as const);
};

const short: Readonly<Record<Grade, string>> = {
	plaintext: "without TLS",
	weak: "weak",
	unknown: "not known",
	strong: "strong",
	local: "on the own host",
};

const counts = (connections: readonly EstateConnection[]): string =>
	connections.length === 0
		? "no connections seen"
		: tally(connections)
				.filter(([, count]) => count > 0)
				.map(([grade, count]) => `${count} ${short[grade]}`)
				.join(" · ");

const sums = (connections: readonly EstateConnection[]): string => {
	const found = tally(connections).filter(([, count]) => count > 0);
	return `${counted(connections.length, "connection")} of services: ${found.map(([grade, count]) => `${count} ${short[grade]}`).join(", ")}.`;
};

/** The line of each grade as it is drawn, with its meaning. */
const legend = `<p class="legend lines">${grades.map((grade) => `<span><svg width="34" height="10" viewBox="0 0 34 10" aria-hidden="true"><path class="e-${grade}" d="M1 5H33"/></svg>${gradeWords[grade]}</span>`).join("")}</p>\n`;
