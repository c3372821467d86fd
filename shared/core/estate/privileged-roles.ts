import { rightsOf } from "../connections/mysql.ts";
import { powerfulRoles, privilegedAttributes } from "../connections/postgres-rights.ts";
import { explainUnread } from "../observed.ts";
import type { MysqlServer, PostgresServer } from "../resources/index.ts";
import type { Membership, OfKind } from "./clusters.ts";
import { notes } from "./notes.ts";
import type { EstateGap, PrivilegedRole } from "./types.ts";

/** Members that are named; the count tells of all. */
const shownMembers = 50;

type Found = { readonly roles: readonly PrivilegedRole[]; readonly gaps: readonly EstateGap[] };

/** Roles inside databases that stand above grants, with everybody who can use them. */
export function privilegedRoles(of: OfKind, membership: Membership): Found {
	const found = [
		...of("postgres.Server").map((server) => inPostgres(server, membership)),
		...of("mysql.Server").map((server) => inMysql(server, membership)),
	];
	return { roles: found.flatMap(({ roles }) => roles), gaps: found.flatMap(({ gaps }) => gaps) };
}

const missing = (reason: string, where: { readonly clusters?: readonly string[] }): Found => ({
	roles: [],
	gaps: [{ list: "privilegedRoles", reason, ...where }],
});

function inPostgres(server: PostgresServer, membership: Membership): Found {
	const { arn, name, roles, memberships } = server;
	const where = membership.of(arn);
	if ("unread" in roles) return missing(`${name}: ${explainUnread(roles.unread)}`, where);
	const byRole =
		"value" in memberships
			? Map.groupBy(
					memberships.value.filter(({ dormant }) => dormant !== true),
					({ role }) => role,
				)
			: undefined;
	const privileged = roles.value.flatMap((role) => {
		const privileges = [
			...privilegedAttributes.flatMap(([attribute, label]) => (role[attribute] === true ? [label] : [])),
			...(powerfulRoles.includes(role.name) ? [role.name] : []),
		];
		return privileges.length === 0 ? [] : [{ role, privileges }];
	});
	return {
		gaps: [],
		roles: privileged.flatMap(({ role, privileges }): PrivilegedRole[] => {
			const members = byRole && closure(role.name, (one) => (byRole.get(one) ?? []).map(({ member }) => member));
			// A predefined role that nobody is in gives nobody anything.
			if (!role.login && members?.length === 0) return [];
			return [record({ arn, name, role: role.name, login: role.login, privileges, members, why: memberships, where })];
		}),
	};
}

function inMysql(server: MysqlServer, membership: Membership): Found {
	const { arn, name, accounts, grants, roleGrants } = server;
	const where = membership.of(arn);
	for (const fact of [accounts, grants]) if ("unread" in fact) return missing(`${name}: ${explainUnread(fact.unread)}`, where);
	if ("unread" in accounts || "unread" in grants) return { roles: [], gaps: [] };
	const held = Map.groupBy(grants.value, ({ user, host }) => `${user}@${host}`);
	const byRole = "value" in roleGrants ? Map.groupBy(roleGrants.value, ({ role, roleHost }) => `${role}@${roleHost}`) : undefined;
	return {
		gaps: [],
		roles: accounts.value.flatMap((account): PrivilegedRole[] => {
			const role = `${account.user}@${account.host}`;
			const { privileged } = rightsOf(held.get(role) ?? []);
			if (privileged.length === 0) return [];
			const members = byRole && closure(role, (one) => (byRole.get(one) ?? []).map(({ user, host }) => `${user}@${host}`));
			const login = !account.role && !account.locked;
			if (!login && members?.length === 0) return [];
			return [record({ arn, name, role, login, privileges: privileged, members, why: roleGrants, where })];
		}),
	};
}

/** Members, members of members too, without the role itself. */
function closure(role: string, membersOf: (role: string) => readonly string[]): string[] {
	const found = new Set([role]);
	// A set that grows while it is walked is walked to its end.
	for (const one of found) for (const member of membersOf(one)) found.add(member);
	found.delete(role);
	return [...found].sort();
}

interface Facts {
	readonly arn: string;
	readonly name: string;
	readonly role: string;
	readonly login: boolean;
	readonly privileges: readonly string[];
	readonly members: readonly string[] | undefined;
	readonly why: PostgresServer["memberships"] | MysqlServer["roleGrants"];
	readonly where: { readonly clusters?: readonly string[] };
}

function record({ arn, name, role, login, privileges, members, why, where }: Facts): PrivilegedRole {
	const note = notes();
	const unread = (field: string) => note.miss(field, "unread" in why ? explainUnread(why.unread) : "Memberships were not read.");
	return {
		server: arn,
		serverName: name,
		role,
		privileges,
		login,
		members: members?.slice(0, shownMembers) ?? unread("members"),
		memberCount: members?.length ?? unread("memberCount"),
		...where,
		...note.end(),
	};
}
