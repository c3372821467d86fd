import { need } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { isService } from "./judge/grantee.ts";

export const kmsKeyGrantsLeastPrivilege = defineRule({
	id: "kms-key-grants-least-privilege",
	title: "KMS key grants give principals few operations and no right to grant",
	severity: "low",
	resource: "kms.Key",
	risk: "Grants do not show in any policy; one with CreateGrant lets its grantee hand the key on to anybody.",
	recommendation: "Retire the grant and create one with only the operations that the grantee needs, with an encryption context constraint.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/grant-best-practices.html"],
	related: { others: ["cloudsploit:kmsGrantLeastPrivilege"] },
	parameters: { maximumOperations: integer(7, "Operations that a grant to a principal may have.", { minimum: 1, maximum: 20 }) },
	evaluate(key, { parameters }) {
		const grants = need(key.grants).filter((grant) => !isService(grant.grantee));
		const broad = grants.filter(
			(grant) => grant.operations.includes("CreateGrant") || grant.operations.length > parameters.maximumOperations,
		);
		const shown = broad.slice(0, 10).map(({ id, grantee, operations }) => ({ id, grantee, operations }));
		return shown.length > 0
			? fail(`${key.name} has broad grants to ${[...new Set(shown.map((grant) => grant.grantee))].slice(0, 3).join(", ")}.`, {
					grants: shown,
				})
			: pass(`None of the ${grants.length} grants of ${key.name} to principals is broad.`, { grants: grants.length });
	},
});
