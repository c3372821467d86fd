import { parsePolicy, type Statement } from "../../../core/policy.ts";
import type { PolicyDocument } from "../../../core/resources/schema.ts";
import { matchesWildcard } from "../../../core/wildcard.ts";

/** The services whose grants rules look at. */
const services = ["rds-db", "rds", "kms", "secretsmanager"];

/** Does a policy speak of a database, a key or a secret: by name, by wildcard or by NotAction? One that cannot be parsed may. */
export function concernsDatabases(document: PolicyDocument): boolean {
	let statements: Statement[];
	try {
		statements = parsePolicy(document);
	} catch {
		return true;
	}
	return statements.some(({ actions, notActions }) => notActions !== undefined || actions.some(namesService));
}

/** Does a trust policy let pods assume the role: through an OIDC provider or EKS Pod Identity? */
export const trustsPods = (trust: PolicyDocument): boolean => /:oidc-provider\/|pods\.eks\.amazonaws\.com/i.test(trust.json);

function namesService(action: string): boolean {
	const [service = ""] = action.toLowerCase().split(":");
	return services.some((name) => matchesWildcard(service, name));
}
