import * as z from "zod";
import { unreadCauses } from "../observed.ts";

/** The pieces that every resource schema is made of. Rules import only the inferred types, so that listing rules loads no schema. */
export const Unread = z.strictObject({ service: z.string(), operation: z.string(), cause: z.enum(unreadCauses), message: z.string() });

/** Schema of `Observed<T>` from the schema of `T`. */
export const observed = <T extends z.ZodType>(value: T) => z.union([z.strictObject({ value }), z.strictObject({ unread: Unread })]);

/** AWS tags; `aws:` ones included. */
export const Tags = z.record(z.string(), z.string());
export type Tags = z.infer<typeof Tags>;

/** ISO 8601 in UTC, as `Date.prototype.toISOString` writes it. */
export const Timestamp = z.iso.datetime();

/** What every resource has. `arn` is unique within an inventory together with `kind`. */
export const base = {
	arn: z.string().min(1),
	name: z.string(),
	partition: z.string(),
	account: z.string(),
	region: z.string(),
	tags: observed(Tags),
};

/** What a rule must know of the key that encrypts something. `manager` is CUSTOMER for a customer managed key. */
export const KeyFacts = z.strictObject({
	arn: z.string(),
	manager: z.enum(["AWS", "CUSTOMER"]),
	/**
	 * KMS KeyState: Enabled, Disabled, PendingDeletion, …; `Deleted` when KMS no longer knows the key of this account, and `Foreign` when
	 * another account owns it and does not let it be described.
	 */
	state: z.string(),
	/** Account that owns the key. */
	owner: z.string(),
});
export type KeyFacts = z.infer<typeof KeyFacts>;

/** One allow of an IAM style policy that a rule must know; the whole document is kept as text so that nothing is lost. */
export const PolicyDocument = z.strictObject({ json: z.string() });
export type PolicyDocument = z.infer<typeof PolicyDocument>;
