import { grantsOf } from "../../../core/granted.ts";
import type { Statement } from "../../../core/policy.ts";
import type { PolicyDocument } from "../../../core/resources/schema.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";
import { isEveryResource, shownGrants } from "./grants.ts";

const actions = ["kms:Decrypt", "kms:ReEncryptFrom"];
const narrowing = /^(kms:viaservice|kms:requestalias|kms:resourcealiases|kms:encryptioncontext:.+|aws:resourcetag\/.+)$/;
const equality = /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike)$/i;

/** Do the policies allow decryption with every KMS key? A condition on service, alias, encryption context or tag of the key narrows that. */
export function judgeDecrypt(name: string, policies: readonly { policyName: string; document: PolicyDocument }[]): Verdict {
	const open = actions
		.flatMap((action) => grantsOf(policies, action))
		.filter(({ resource, statement }) => isEveryResource(resource, "kms", "key/") && !isNarrowed(statement));
	return open.length > 0
		? fail(`${name} allows decryption with every KMS key.`, { grants: shownGrants(open) })
		: pass(`${name} allows decryption with every KMS key in none of its statements.`, {
				policies: policies.map((policy) => policy.policyName),
			});
}

const isNarrowed = (statement: Statement): boolean =>
	statement.conditions.some(
		({ key, operator, values }) => narrowing.test(key) && equality.test(operator) && !values.some((value) => /^[*?]*$/.test(value)),
	);
