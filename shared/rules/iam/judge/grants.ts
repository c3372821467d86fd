import type { GrantedResource } from "../../../core/granted.ts";

/** Evidence of grants: at most ten, without their statements. */
export const shownGrants = (grants: readonly GrantedResource[]) =>
	grants.slice(0, 10).map(({ policy, resource }) => ({ policy, resource }));

/** Does a pattern of ARNs stand for every resource of the service? Whatever follows the account must be a bare wildcard, but for its type. */
export function isEveryResource(pattern: string, service: string, type: string): boolean {
	if (/^\*+$/.test(pattern)) return true;
	const [prefix, , name, , , ...rest] = pattern.split(":");
	if (prefix !== "arn" || (name !== service && name !== "*")) return false;
	const resource = rest.join(":");
	// A pattern that ends early, such as arn:aws:kms:*, ends in its wildcard.
	return resource === "" ? pattern.endsWith("*") : resource === "*" || resource === `${type}*`;
}
