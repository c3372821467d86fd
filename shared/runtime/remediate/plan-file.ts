import * as z from "zod";
import { kinds, type ResourceKind } from "../../core/kinds.ts";
import { readData } from "../files.ts";
import { validate } from "../validate.ts";

const Text = z.string().min(1).max(2048);
const kindNames = Object.keys(kinds) as [ResourceKind, ...ResourceKind[]];

/** What `apply` takes of a file of plans: not the calls, which are made anew and must have the same hash. */
const PlanFile = z.looseObject({
	schema: z.literal("parapet.plans/1"),
	plans: z.array(
		z.looseObject({
			action: Text,
			target: z.object({ arn: Text, kind: z.enum(kindNames), name: Text, partition: Text, account: Text, region: Text }),
			rules: z.array(Text),
			findings: z.array(Text),
			hash: z
				.string()
				.regex(/^[0-9a-f]{64}$/)
				.optional(),
		}),
	),
});

/** A plan that somebody looked at: what it is for, and its hash. */
export interface PlanInFile {
	readonly action: string;
	readonly target: z.infer<typeof PlanFile>["plans"][number]["target"];
	readonly rules: readonly string[];
	readonly findings: readonly string[];
	readonly hash: string;
}

/** The plans in a file of `parapet remediate plan --format json`; what had none then is left out. */
export async function readPlanFile(path: string): Promise<readonly PlanInFile[]> {
	const { plans } = validate(PlanFile, await readData(path), path);
	return plans.flatMap(({ action, target, rules, findings, hash }) =>
		hash === undefined ? [] : [{ action, target, rules, findings, hash }],
	);
}
