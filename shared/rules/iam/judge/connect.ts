import type { IamPrincipal } from "../../../core/resources/index.ts";
import { type GrantedResource, grantsOf } from "./grants.ts";

/** A grant of rds-db:connect: where, on which database and as which database user; each may be a pattern. */
export interface ConnectGrant extends GrantedResource {
	readonly region: string;
	readonly database: string;
	readonly user: string;
}

const dbUser = /^arn:[^:]*:rds-db:([^:]*):[^:]*:dbuser:([^/]*)\/(.*)$/;

/** What the policies of a principal let it log in to by IAM authentication. */
export function connectGrants(principal: IamPrincipal): ConnectGrant[] {
	return grantsOf(principal.policies, "rds-db:connect").flatMap((grant): ConnectGrant[] => {
		const [, region, database, user] = dbUser.exec(grant.resource) ?? [];
		if (region !== undefined && database !== undefined && user !== undefined) return [{ ...grant, region, database, user }];
		// Anything else with a wildcard at its end, if it can reach the service at all, stands for all databases and users.
		const [, , service = "*"] = grant.resource.split(":");
		const reaches = grant.resource.endsWith("*") && (service === "rds-db" || service.includes("*"));
		return reaches ? [{ ...grant, region: "*", database: "*", user: "*" }] : [];
	});
}

/** Does the pattern of resource ids stand for all databases, or all of a kind? */
export const isAnyDatabase = (database: string): boolean => /^(db-|cluster-|prx-)?[*?]+$/.test(database);

/** Does the pattern of user names stand for all users? */
export const isAnyUser = (user: string): boolean => /^[*?]+$/.test(user);
