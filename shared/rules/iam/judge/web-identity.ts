import { allowsAction, type Statement } from "../../../core/policy.ts";

const equality = /^(ForAnyValue:)?(StringEquals|StringLike)$/i;

/** The audience of the tokens that EKS gives to pods for STS. */
export const audience = "sts.amazonaws.com";

/** Does the statement let in web identities whose OIDC provider (its ARN) is one of these? */
export const trustsProvider = (statement: Statement, isProvider: (arn: string) => boolean): boolean =>
	allowsAction(statement, "sts:AssumeRoleWithWebIdentity") &&
	statement.principals !== "*" &&
	statement.principals.some(({ type, values }) => type === "Federated" && values.some(isProvider));

/** The values to which a positive condition limits a claim (a key that ends in `:sub` or `:aud`); undefined when none does. */
export const claimValues = (statement: Statement, claim: string): readonly string[] | undefined =>
	statement.conditions.find(({ key, operator }) => key.endsWith(claim.toLowerCase()) && equality.test(operator))?.values;

/** Is the namespace of the subject written out? The name of the service account may be a pattern. */
export function namesNamespace(subject: string): boolean {
	const [system, kind, namespace, name] = subject.split(":");
	return system === "system" && kind === "serviceaccount" && !!namespace && !/[*?]/.test(namespace) && !!name;
}
