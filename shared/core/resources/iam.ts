import * as z from "zod";
import { base, observed, PolicyDocument, Timestamp } from "./schema.ts";

/** One role's facts for joins: whether it exists and whom it trusts (decoded JSON text of the trust policy). */
export const RoleFacts = z.strictObject({ arn: z.string(), exists: z.boolean(), trust: PolicyDocument.optional() });
export type RoleFacts = z.infer<typeof RoleFacts>;

/** A policy that grants, as attached to a principal or standing alone: decoded JSON text. */
const Grant = z.strictObject({ policyName: z.string(), policyArn: z.string().optional(), inline: z.boolean(), document: PolicyDocument });

/** IAM user, group or role with all policies that apply to it directly, from GetAccountAuthorizationDetails (one paged call an account). */
export const IamPrincipal = z.strictObject({
	kind: z.literal("iam.Principal"),
	...base,
	type: z.enum(["user", "group", "role"]),
	policies: z.array(Grant),
	/** Roles only. */
	trust: PolicyDocument.optional(),
	/** Service-linked or AWS reserved roles, which the account cannot change. */
	managedByAws: z.boolean(),
	lastUsed: Timestamp.optional(),
	/** Resource ids (db-… / cluster-…) of the databases of all scanned regions in the account, so that rds-db:connect grants can be matched. */
	databaseResourceIds: observed(z.array(z.string())),
	/** The regions that `databaseResourceIds` covers; a grant for another region cannot be matched. */
	databaseRegions: z.array(z.string()).optional(),
});
export type IamPrincipal = z.infer<typeof IamPrincipal>;

/** Customer managed policy, attached or not. */
export const IamPolicy = z.strictObject({
	kind: z.literal("iam.Policy"),
	...base,
	attachments: z.int().optional(),
	document: PolicyDocument,
});
export type IamPolicy = z.infer<typeof IamPolicy>;
