import { type Deployment, logical, repairRights } from "./deployment.ts";
import type { Functions } from "./functions.ts";

/** A role for each family of repairs that may change anything here; without remediation, or while everything is only planned, there is none. */
export function repairRoles(deployment: Deployment, made: Functions): void {
	const { names, tags } = deployment;
	for (const { family, statements } of repairRights(deployment)) {
		const id = `Repair${logical(family)}`;
		const role = new aws.iam.Role(
			id,
			{
				name: names.repairRole(family),
				description: `Parapet (${names.place.stage}): repairs of the family ${family}`,
				maxSessionDuration: 3600,
				assumeRolePolicy: JSON.stringify({
					Version: "2012-10-17",
					Statement: [
						{
							Effect: "Allow",
							Principal: { AWS: names.roleArn(names.role("remediate")) },
							Action: "sts:AssumeRole",
						},
					],
				}),
				tags,
			},
			// IAM knows a principal only once it is there.
			{ dependsOn: made.remediate ? [made.remediate.policy] : [] },
		);
		new aws.iam.RolePolicy(`${id}Policy`, {
			name: "repairs",
			role: role.name,
			policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
		});
	}
}
