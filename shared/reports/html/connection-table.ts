import type { EstateConnection } from "../../core/estate/types.ts";
import { clip } from "../columns.ts";
import { type Grade, gradeOf, worstFirst } from "../connections.ts";
import { counted, printable } from "../text.ts";
import { escapeHtml } from "./escape.ts";

/** Rows of one table at most; compliance.json has all. */
export const tableRows = 500;

const tags: Readonly<Record<Grade, readonly [kind: string, word: string]>> = {
	plaintext: ["critical", "No TLS"],
	weak: ["medium", "Weak"],
	unknown: ["informational", "Unknown"],
	strong: ["pass", "Strong"],
	local: ["informational", "Own host"],
};

/** Everything that is known of the connections, the worst first. */
export function* connectionTable(connections: readonly EstateConnection[], title: string): Generator<string> {
	yield `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(title)}"><table class="requirements connections"><thead><tr><th scope="col">Service</th><th scope="col">Database</th><th scope="col">Way in</th><th scope="col">TLS</th><th scope="col">Authentication</th><th scope="col">Seen</th></tr></thead><tbody>\n`;
	for (const connection of worstFirst(connections).slice(0, tableRows)) yield row(connection);
	yield "</tbody></table></div>";
	if (connections.length > tableRows)
		yield `<p class="hint">${counted(connections.length - tableRows, "connection")} more ${connections.length - tableRows === 1 ? "is" : "are"} in compliance.json.</p>`;
	yield "\n";
}

function row(connection: EstateConnection): string {
	const { database, serverName, engine, user, purpose, production } = connection;
	const { grade } = gradeOf(connection);
	const [kind, word] = tags[grade];
	const environment = production === null ? `environment not known` : production ? "production" : "not production";
	return `<tr><th scope="row"><b>${cell(connection.service)}</b>${small(...client(connection))}</th>
<td>${database === undefined ? "" : `<b>${cell(database)}</b>`}${small(serverName, engine, environment)}</td>
<td><span class="tag t-${kind}">${word}</span>${small(`as ${user ?? "?"}`, ...rights(connection), ...(purpose === "application" ? [] : [purpose]))}</td>
<td>${tls(connection)}</td><td>${authentication(connection)}</td><td>${seenText(connection)}</td></tr>\n`;
}

/** Columns of one fact; names may be as long as anybody made them, and are whole in compliance.json. */
const longestFact = 160;

const cell = (text: string): string => escapeHtml(clip(printable(text), longestFact));

/** Further facts in small letters, each on a line of its own. */
const small = (...facts: readonly string[]): string => facts.map((fact) => `<small>${cell(fact)}</small>`).join("");

function client({
	namespace,
	client: kind,
	workload,
	serviceAccount,
	iamRole,
	addresses,
	clientReason,
	applications,
	service,
}: EstateConnection): string[] {
	const others = applications.filter((name) => name !== service);
	return [
		...(namespace === undefined ? [] : [`namespace ${namespace}`]),
		workload ?? (kind === "unknown" ? "client not known" : kind),
		...(serviceAccount === undefined ? [] : [`service account ${serviceAccount}`]),
		...(iamRole === undefined ? [] : [`role ${iamRole.split("/").at(-1)}`]),
		...(addresses.length > 0 ? [`from ${few(addresses)}`] : []),
		...(others.length > 0 ? [`says it is ${few(others)}`] : []),
		...(clientReason === undefined ? [] : [clientReason]),
	];
}

const few = (names: readonly string[]): string =>
	`${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;

function rights({ privileged, allowed, sharedWith, reasons }: EstateConnection): string[] {
	return [
		...(privileged === null
			? [`rights not known: ${reasons?.privileged ?? ""}`]
			: privileged.length > 0
				? [`privileged: ${few(privileged)}`]
				: []),
		...(allowed && allowed.length > 0 ? [`may ${allowed.join(", ")}`] : []),
		...(sharedWith.length > 0 ? [`user shared with ${few(sharedWith)}`] : []),
	];
}

function tls({ tlsEnabled, tlsVersion, tlsCipher, clientTlsMode, reasons }: EstateConnection): string {
	const mode = clientTlsMode === undefined ? [] : [`client asks for ${clientTlsMode}`];
	if (tlsEnabled === null) return `Not known${small(reasons?.tlsEnabled ?? "", ...mode)}`;
	if (!tlsEnabled) return `None${small(...mode)}`;
	return `${escapeHtml(tlsVersion ?? "Yes")}${small(...(tlsCipher === undefined ? [] : [tlsCipher]), ...mode)}`;
}

const bases: Readonly<Record<string, string>> = {
	hba: "by pg_hba.conf",
	role: "by the role",
	plugin: "by the account's plugin",
	session: "by the session",
};

const authentication = ({ authMethod, authBasis, reasons }: EstateConnection): string =>
	authMethod === null
		? `Not known${small(reasons?.authMethod ?? "")}`
		: `${escapeHtml(authMethod)}${small(...(authBasis === undefined ? [] : [bases[authBasis] ?? authBasis]))}`;

const at = (time: string): string => `${time.slice(0, 16).replace("T", " ")} UTC`;

function seenText({ sessions, oldestSession, openSince, firstSeen, lastSeen, reasons }: EstateConnection): string {
	const open =
		oldestSession !== null
			? `oldest since ${at(oldestSession)}`
			: openSince !== undefined
				? `open since ${at(openSince)} or longer`
				: (reasons?.oldestSession ?? "");
	return `${counted(sessions, "session")}${small(open, `first seen ${at(firstSeen)}`, `last seen ${at(lastSeen)}`)}`;
}
