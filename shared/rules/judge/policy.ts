import { need, type Observed } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { accountOf, foreignAccounts, publicStatements } from "../../core/policy.ts";
import type { PolicyDocument } from "../../core/resources/schema.ts";
import { fail, pass, type Verdict } from "../../core/verdict.ts";

interface Guarded {
	readonly name: string;
	readonly account: string;
	readonly policy: Observed<PolicyDocument | null>;
}

/** Does the resource policy keep strangers out? No policy does. */
export function judgeNotPublic({ name, policy }: Guarded): Verdict {
	const document = need(policy);
	if (document === null) return pass(`${name} has no resource policy.`, { policy: false });
	const open = publicStatements(document);
	const statements = open.slice(0, 5).map(({ sid, actions, notActions }) => ({ sid, actions: notActions ? ["*"] : actions.slice(0, 10) }));
	return open.length > 0
		? fail(
				`The policy of ${name} lets everybody use it for ${[...new Set(statements.flatMap(({ actions }) => actions))].slice(0, 4).join(", ")}.`,
				{ statements },
			)
		: pass(`The policy of ${name} lets only named principals in.`, { policy: true });
}

/** The parameter of every rule about sharing. */
export const trustedAccounts = strings([], "Account ids that resources may be shared with.");

/** Do the resource policy and the further grantees name only the own account and trusted ones? */
export function judgeSharing(guarded: Guarded, trusted: readonly string[], grantees: readonly string[] = []): Verdict {
	const { name, account } = guarded;
	const document = need(guarded.policy);
	const named = document === null ? [] : foreignAccounts(document, account);
	const granted = grantees.map(accountOf).filter((found) => found !== undefined && found !== account);
	const foreign = [...new Set([...named, ...granted])] as string[];
	const unknown = foreign.filter((found) => !trusted.includes(found)).sort();
	return unknown.length > 0
		? fail(`${name} is shared with the accounts ${unknown.slice(0, 5).join(", ")}, which are not trusted.`, {
				unknown: unknown.slice(0, 20),
			})
		: pass(`${name} is shared with ${foreign.length === 0 ? "no other account" : "trusted accounts only"}.`, {
				foreign: foreign.slice(0, 20),
			});
}
