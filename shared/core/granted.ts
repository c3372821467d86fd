import { coversAction, coversResource, parsePolicy, type Statement } from "./policy.ts";
import type { IamPrincipal } from "./resources/index.ts";

/** One resource pattern on which a policy allows an action. */
export interface GrantedResource {
	readonly policy: string;
	readonly resource: string;
	readonly statement: Statement;
	/** Allowed by `Action: *` or by NotAction, as administrators and power users are: broad by intent rather than written too wide. */
	readonly administrator: boolean;
}

type Grant = IamPrincipal["policies"][number];

/**
 * The resource patterns on which the policies allow the action, without those that an unconditional Deny of the same policies takes away.
 * `NotResource` counts as every resource.
 */
export function grantsOf(policies: readonly Pick<Grant, "policyName" | "document">[], action: string): GrantedResource[] {
	const statements = policies.flatMap(({ policyName, document }) => parsePolicy(document).map((statement) => ({ policyName, statement })));
	const denials = statements
		.map(({ statement }) => statement)
		.filter(({ effect, conditions }) => effect === "Deny" && conditions.length === 0)
		.filter((denial) => coversAction(denial, action));
	return statements
		.filter(({ statement }) => statement.effect === "Allow" && coversAction(statement, action))
		.flatMap(({ policyName, statement }) =>
			(statement.notResources ? ["*"] : statement.resources).map((resource) => ({
				policy: policyName,
				resource,
				statement,
				administrator: statement.actions.includes("*") || statement.notActions !== undefined,
			})),
		)
		.filter(({ resource }) => !denials.some((denial) => coversResource(denial, resource)));
}

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
