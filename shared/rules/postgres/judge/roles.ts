import { need } from "../../../core/observed.ts";
import type { PostgresServer } from "../../../core/resources/index.ts";
import type { PostgresRole } from "../../../core/resources/postgres.ts";

/** Roles that Amazon operates RDS with; nobody else can log in as them. */
const amazonRoles = ["rdsadmin", "rdstopmgr", "rdsrepladmin", "rdswriteforwarduser", "rds_aurora_storage_admin"];

/** Does Amazon run the server? */
export const onRds = (server: PostgresServer): boolean => need(server.platform) === "rds";

/** Roles that can log in, without those that Amazon operates RDS with. */
export function loginRoles(server: PostgresServer): PostgresRole[] {
	const rds = onRds(server);
	return need(server.roles).filter(({ login, name }) => login && !(rds && amazonRoles.includes(name)));
}

/** Names of all members of a role, members of members included. */
export function membersOf(server: PostgresServer, ...roles: readonly string[]): Set<string> {
	const direct = Map.groupBy(need(server.memberships), ({ role }) => role);
	const found = new Set<string>();
	const waiting = [...roles];
	for (let role = waiting.pop(); role !== undefined; role = waiting.pop()) {
		for (const { member } of direct.get(role) ?? []) {
			if (found.has(member)) continue;
			found.add(member);
			waiting.push(member);
		}
	}
	return found;
}

/** Login roles that are members of one of the roles, without superusers, who are above memberships. */
export function loginMembers(server: PostgresServer, ...roles: readonly string[]): string[] {
	const members = membersOf(server, ...roles);
	return loginRoles(server).flatMap(({ name, superuser }) => (!superuser && members.has(name) ? [name] : []));
}

/** Names of the roles that stand above all access control, on RDS members of rds_superuser too. */
export function superusers(server: PostgresServer): Set<string> {
	const attributes = need(server.roles).flatMap(({ name, superuser }) => (superuser ? [name] : []));
	return new Set([...attributes, ...(onRds(server) ? membersOf(server, "rds_superuser") : [])]);
}
