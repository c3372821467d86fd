import type { Estate, EstateRecord } from "../../core/estate/types.ts";
import { clip } from "../columns.ts";
import { counted, printable } from "../text.ts";
import { escapeHtml } from "./escape.ts";

/** Names that are listed for each fact at most. */
const shownNames = 5;
/** Columns of one of them. */
const longestName = 90;

type Keep = (record: EstateRecord) => boolean;

/** What is encrypted and who has access, in one list of facts; empty when nothing is known of either. */
export function accessSummary(estate: Estate, has: Keep, inTransit: Estate["inTransit"]): string {
	const facts = [...encryption(estate, has, inTransit), ...access(estate, has)];
	if (facts.length === 0) return "";
	const rows = facts.map(([name, says]) => `<dt>${name}</dt><dd>${says.filter((each) => each !== "").join("; ")}</dd>`);
	return `<dl class="facts summary">${rows.join("\n")}</dl>\n`;
}

type Fact = readonly [name: string, says: readonly string[]];

function encryption({ atRest, keys, certificates }: Estate, has: Keep, inTransit: Estate["inTransit"]): Fact[] {
	const data = atRest.filter(has);
	const servers = inTransit.filter(has);
	const own = keys.filter(has);
	const dated = certificates.filter(has).filter(({ type }) => type === "server");
	const next = dated.filter(({ expired }) => expired === false).sort((a, b) => (a.daysLeft ?? 0) - (b.daysLeft ?? 0))[0];
	return [
		...fact("At rest", data, [
			`${data.filter(({ encrypted }) => encrypted).length} of ${data.length} encrypted`,
			bad(
				"not encrypted",
				data.filter(({ encrypted }) => encrypted === false).map(({ name }) => name),
			),
			unsure(
				"not known",
				data.filter(({ encrypted }) => encrypted === null).map(({ name }) => name),
			),
		]),
		...fact("TLS required", servers, [
			`by ${servers.filter(({ tlsRequired }) => tlsRequired).length} of ${counted(servers.length, "server")}`,
			bad(
				"without",
				servers.filter(({ tlsRequired }) => tlsRequired === false).map(({ name }) => name),
			),
			unsure(
				"not known of",
				servers.filter(({ tlsRequired }) => tlsRequired === null).map(({ name }) => name),
			),
		]),
		...fact("Keys", own, [
			`${counted(own.length, "key")}, ${own.filter(({ manager }) => manager === "customer").length} managed by the customer`,
			bad(
				"not rotated",
				own.filter(({ rotation }) => rotation === "disabled").map(({ name }) => name),
			),
			bad(
				"not usable",
				own.filter(({ state }) => state !== "Enabled" && state !== "Foreign").map(({ name, state }) => `${name} (${state})`),
			),
			unsure(
				"rotation not known",
				own.filter(({ rotation }) => rotation === null).map(({ name }) => name),
			),
		]),
		...fact("Certificates", dated, [
			counted(dated.length, "server certificate"),
			bad(
				"expired",
				dated.filter(({ expired }) => expired).map(({ name }) => name),
			),
			next ? `the next expires in ${counted(next.daysLeft ?? 0, "day")} (${escapeHtml(clip(printable(next.name), longestName))})` : "",
			unsure(
				"not known",
				dated.filter(({ expired }) => expired === null).map(({ name }) => name),
			),
		]),
	];
}

function access({ identities, grants, privilegedRoles, serviceAccounts }: Estate, has: Keep): Fact[] {
	const who = identities.filter(has);
	const given = grants.filter(has);
	const roles = privilegedRoles.filter(has);
	const accounts = serviceAccounts.filter(has);
	const everybody = given.filter(({ type, identity }) => type === "database" && identity === "PUBLIC");
	const readers = new Set(given.flatMap(({ type, identity }) => (type === "kubernetes-secrets" ? [identity] : [])));
	const usable = roles.filter(({ login, memberCount }) => login || memberCount !== 0);
	return [
		...fact("Identities", who, [
			number("may log in to databases by IAM", who.filter(({ type }) => type.startsWith("iam-")).length),
			number("let in to clusters", who.filter(({ type }) => !type.startsWith("iam-")).length),
			names(
				"administrators",
				who.filter(({ administrator }) => administrator).map(({ name }) => name.split("/").at(-1) ?? name),
			),
			unsure(
				"not known of",
				who.filter(({ administrator }) => administrator === null).map(({ name }) => name),
			),
		]),
		...fact("Grants", given, [
			counted(given.length, "grant"),
			bad(
				"to everybody (PUBLIC)",
				everybody.map(({ on, permissions }) => `${permissions.join(", ")} on ${on}`),
			),
			names("Secrets of database namespaces can be read by", [...readers]),
		]),
		...fact("Privileged roles", usable, [
			counted(usable.length, "role"),
			names(
				"",
				usable.map(
					({ role, serverName, privileges, memberCount }) =>
						`${role} on ${serverName} (${privileges.slice(0, 3).join(", ")}${memberCount ? `; ${counted(memberCount, "member")}` : ""})`,
				),
			),
		]),
		...fact("Service accounts", accounts, [
			number("use a database", accounts.filter(({ usesDatabase }) => usesDatabase).length),
			number("have an IAM role", accounts.filter(({ iamRole }) => iamRole).length),
			bad(
				"the role does not exist",
				accounts.filter(({ iamRoleExists }) => iamRoleExists === false).map(({ namespace, name }) => `${namespace}/${name}`),
			),
			names(
				"without IAM role",
				accounts.filter((account) => account.usesDatabase && !("iamRole" in account)).map(({ namespace, name }) => `${namespace}/${name}`),
			),
		]),
	];
}

const fact = (name: string, records: readonly unknown[], says: readonly string[]): Fact[] => (records.length === 0 ? [] : [[name, says]]);

const listed = (all: readonly string[]): string =>
	`${all
		.slice(0, shownNames)
		.map((name) => escapeHtml(clip(printable(name), longestName)))
		.join(", ")}${all.length > shownNames ? ` and ${all.length - shownNames} more` : ""}`;

const number = (title: string, count: number): string => (count === 0 ? "" : `${title}: ${count}`);
const names = (title: string, all: readonly string[]): string =>
	all.length === 0 ? "" : `${title === "" ? "" : `${title}: `}${listed(all)}`;
const bad = (title: string, all: readonly string[]): string =>
	all.length === 0 ? "" : `<span class="t-fail says">${all.length} ${title}</span>: ${listed(all)}`;
const unsure = (title: string, all: readonly string[]): string =>
	all.length === 0 ? "" : `<span class="t-indeterminate says">${all.length} ${title}</span>: ${listed(all)}`;
