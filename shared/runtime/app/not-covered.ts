import type { Unread } from "../../core/observed.ts";
import type { Scope } from "../../core/scope.ts";

/** Why nothing is read in an account that no configured access leads into. */
export const notCovered = ({ account }: Scope): Unread => ({
	service: "sts",
	operation: "AssumeRole",
	cause: "skipped",
	message: `The account ${account} is none of those that are configured: name its role in accounts, or the organization.`,
});
