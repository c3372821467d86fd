import * as z from "zod";
import { mapBounded } from "../../aws/concurrency.ts";
import { printable } from "../../core/printable.ts";
import { isExactPattern, type Suppression } from "../../core/suppression.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { SuppressionSchema } from "../suppression-schema.ts";
import { stateLayout } from "./layout.ts";

/** A suppression that somebody made in Slack, and how it came to be. */
export const Decision = z.strictObject({
	schema: z.literal("parapet.decision/1"),
	suppression: SuppressionSchema.superRefine(ofOneButton),
	decided: z.strictObject({
		at: z.iso.datetime(),
		/** The Slack user: the id is what counts, names may change. */
		by: z.strictObject({ id: z.string(), name: z.string(), team: z.string().optional() }),
		/** The target of alerts, the channel and the message whose button was pressed. */
		target: z.string(),
		channel: z.string(),
		message: z.string(),
		fingerprint: z.string(),
		alert: z.string(),
	}),
});
export type Decision = z.infer<typeof Decision>;

/** A button suppresses one rule in one account, on one resource or all: whoever writes something wider into the bucket suppresses nothing. */
function ofOneButton(suppression: Suppression, context: z.RefinementCtx): void {
	const report = (member: string, message: string) => context.addIssue({ code: "custom", path: [member], message });
	for (const member of ["rules", "accounts", "regions", "resources"] as const) {
		const patterns = suppression[member];
		if (patterns === undefined ? member === "rules" || member === "accounts" : patterns.length !== 1 || !patterns.every(isExactPattern))
			report(member, "must be one, by its whole name");
	}
	for (const member of ["tags", "except"] as const)
		if (suppression[member] !== undefined) report(member, "is nothing that a button decides");
}

/** What was decided so far. */
export interface Decisions {
	/** To be appended to those of the configuration; expired ones are among them for a while, and suppress nothing. */
	readonly suppressions: readonly Suppression[];
	/** Objects that are no decision: they suppress nothing, and somebody should know. */
	readonly problems: readonly string[];
}

const atATime = 16;
/** No decision is nearly so large. */
const largest = 64 * 1024;
/** So long, in milliseconds, an expired decision is still read, and so reported as expired. */
const reportedFor = 30 * 86_400_000;

/** The id of a decision. It begins with its expiry, so that what is long over need not be read: `slack-20270131-<hash>`. */
export const decisionId = (expires: string, hash: string): string => `slack-${expires.slice(0, 10).replaceAll("-", "")}-${hash}`;

/** Reads the decisions in the state bucket. `now` in milliseconds. Failures of the store itself are thrown as `ConfigError`. */
export async function loadDecisions(store: ObjectStore, now: number): Promise<Decisions> {
	const listed = (await store.list(stateLayout.suppressions)).filter(({ key }) => !isLongOver(key, now));
	const read = await mapBounded(listed, atATime, async ({ key, size }) => {
		if (size > largest) return `${key} is no decision: it is ${size} bytes long`;
		const stored = await store.get(key);
		return stored === undefined ? undefined : decisionIn(stored.body, key);
	});
	return {
		suppressions: read.flatMap((each) => (typeof each === "object" ? [each] : [])),
		problems: read.filter((each) => typeof each === "string"),
	};
}

function isLongOver(key: string, now: number): boolean {
	const [, year, month, day] = /\/slack-(\d{4})(\d\d)(\d\d)-[^/]*\.json$/.exec(key) ?? [];
	return year !== undefined && Date.parse(`${year}-${month}-${day}T00:00:00Z`) + reportedFor < now;
}

/** The suppression of a decision, or why there is none. */
function decisionIn(body: Uint8Array, key: string): Suppression | string {
	const named = printable(key);
	let data: unknown;
	try {
		data = JSON.parse(Buffer.from(body).toString("utf8"));
	} catch {
		return `${named} is no decision: it is not JSON`;
	}
	const parsed = Decision.safeParse(data);
	if (!parsed.success) {
		const said = parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join(".") || "(top level)"}: ${message}`);
		return `${named} is no decision: ${printable(said.join("; "))}`;
	}
	const { suppression } = parsed.data;
	return key === stateLayout.suppression(suppression.id) ? suppression : `${named} is no decision: its id is another`;
}
