import type { Names } from "./names.ts";

/** Who may send events to the bus: accounts of the organization, and accounts by name. Undefined when nobody else may. */
export function busPolicy(names: Names, organization: string | undefined, accounts: readonly string[]): object | undefined {
	const Resource = names.arn("events", `event-bus/${names.bus}`);
	const statements = [
		...(organization === undefined
			? []
			: [
					{
						Sid: "AccountsOfTheOrganization",
						Effect: "Allow",
						Principal: "*",
						Action: "events:PutEvents",
						Resource,
						Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
					},
				]),
		...(accounts.length === 0
			? []
			: [
					{
						Sid: "AccountsByName",
						Effect: "Allow",
						Principal: { AWS: accounts.map((account) => `arn:${names.place.partition}:iam::${account}:root`) },
						Action: "events:PutEvents",
						Resource,
					},
				]),
	];
	return statements.length === 0 ? undefined : { Version: "2012-10-17", Statement: statements };
}
