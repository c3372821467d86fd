import { iamPrincipal } from "./compliant/around.ts";

/** A statement as it is written in a policy. */
export type Written = Record<string, unknown>;

/** A policy document of the statements. */
export const policyOf = (...statements: Written[]) => ({ json: JSON.stringify({ Version: "2012-10-17", Statement: statements }) });

/** The policies of a principal: one inline policy that allows the action on the resources, and further statements. */
export const inlinePolicy = (action: string | string[], resource: string | string[], ...more: Written[]) => ({
	policies: [
		{
			...iamPrincipal.policies[0],
			policyName: "inline",
			inline: true,
			document: policyOf({ Effect: "Allow", Action: action, Resource: resource }, ...more),
		},
	],
});

/** The same as an attached managed policy. */
export const attachedPolicy = (action: string | string[], resource: string | string[], ...more: Written[]) => ({
	policies: inlinePolicy(action, resource, ...more).policies.map((policy) => ({
		...policy,
		inline: false,
		policyArn: "arn:aws:iam::111122223333:policy/attached",
	})),
});
