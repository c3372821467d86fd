import * as z from "zod";
import { compilePattern } from "../core/suppression.ts";

const Pattern = z
	.string()
	.min(1)
	.superRefine((pattern, context) => {
		try {
			compilePattern(pattern);
		} catch (error) {
			context.addIssue({ code: "custom", message: `is not a regular expression: ${(error as Error).message}` });
		}
	});

const scope = {
	rules: z.array(Pattern).min(1).optional(),
	accounts: z.array(Pattern).min(1).optional(),
	regions: z.array(Pattern).min(1).optional(),
	resources: z.array(Pattern).min(1).optional(),
	tags: z.record(z.string(), Pattern).optional(),
};

const Expiry = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
	error: "must be a date such as 2027-01-31 or an ISO 8601 time",
});

/** A suppression as it stands in files: strict, so that a misspelt member does not widen it. */
export const SuppressionSchema = z
	.strictObject({
		id: z.string().min(1),
		...scope,
		except: z.strictObject(scope).optional(),
		owner: z.string().min(1),
		reason: z.string().min(1),
		expires: Expiry,
	})
	.refine(({ rules, resources, tags, accounts, regions }) => rules || resources || tags || accounts || regions, {
		error: "must name at least one of rules, accounts, regions, resources, tags: it would suppress everything",
	});

/** A list of suppressions with unique ids. */
export const SuppressionList = z.array(SuppressionSchema).superRefine((list, context) => {
	const known = new Set<string>();
	for (const [index, { id }] of list.entries()) {
		if (known.has(id)) context.addIssue({ code: "custom", path: [index, "id"], message: `"${id}" is used twice` });
		known.add(id);
	}
});
