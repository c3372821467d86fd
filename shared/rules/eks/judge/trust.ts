import { Unobserved } from "../../../core/observed.ts";
import { allowsAction, parsePolicy, type Statement } from "../../../core/policy.ts";
import { admitsOnlyNamed } from "../../../core/policy-conditions.ts";
import type { RoleFacts } from "../../../core/resources/iam.ts";

/** The Allow statements of a role's trust policy that let the service assume it; throws `Unobserved` when the policy was not read. */
export function trustOf(role: RoleFacts, service: string): Statement[] {
	if (!role.trust) throw new Unobserved(`The trust policy of ${role.arn} was not read.`);
	return parsePolicy(role.trust).filter((statement) => allowsAction(statement, "sts:AssumeRole") && trustsService(statement, service));
}

const trustsService = ({ principals }: Statement, service: string): boolean =>
	principals !== "*" && principals.some(({ type, values }) => type === "Service" && values.includes(service));

const equality = /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/i;

/** Is the statement limited to named values of the key? A bare wildcard limits nothing, and IfExists neither. */
export const limitedBy = (statement: Statement, key: string): boolean =>
	statement.conditions.some((condition) => {
		if (condition.key !== key.toLowerCase()) return false;
		return key.startsWith("aws:Source")
			? admitsOnlyNamed(condition)
			: equality.test(condition.operator) && !condition.values.some((value) => /^[*?]*$/.test(value));
	});
