import { need, Unobserved } from "../../../core/observed.ts";
import type { RoleFacts } from "../../../core/resources/iam.ts";
import type { KubernetesServiceAccount } from "../../../core/resources/index.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";
import { nameOf } from "./name.ts";

/** Why rules about the role of the annotation eks.amazonaws.com/role-arn do not apply. */
export const noRole = (account: KubernetesServiceAccount): Verdict | undefined =>
	account.roleArn === undefined ? notApplicable(`${nameOf(account)} names no IAM role.`) : undefined;

/** The role that the annotation names; throws `Unobserved` when IAM was not asked for it. */
export function roleOf(account: KubernetesServiceAccount): RoleFacts {
	if (account.role === undefined) throw new Unobserved(`The role of ${nameOf(account)} was not read.`);
	return need(account.role);
}
