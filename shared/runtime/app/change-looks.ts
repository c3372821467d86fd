import * as z from "zod";
import type { ResourceKind } from "../../core/kinds.ts";
import type { Scope } from "../../core/scope.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { stateLayout } from "./layout.ts";

const LooksSchema = z.looseObject({
	/** When the last look at a kind began that came to its end. */
	began: z.record(z.string(), z.iso.datetime()),
	/** Who looks now, and until when that counts. */
	lease: z.looseObject({ by: z.string(), until: z.iso.datetime() }).optional(),
});
type Looks = z.infer<typeof LooksSchema>;

/** The right to look at a scope: one has it at a time, since two looks at the same would tell the same. */
export interface Claim {
	/** When the last look at a kind began, milliseconds since the epoch; undefined when there was none. */
	began(kind: ResourceKind): number | undefined;
	/** Ends it; with the kinds that were looked at, when reading them began. */
	end(kinds: Iterable<ResourceKind>, began: number): Promise<void>;
}

/** When the last look at each kind of a scope began, without a claim. */
export async function lastLooks(state: ObjectStore, scope: Scope): Promise<Claim["began"]> {
	const { looks } = await read(state, scope);
	return (kind) => timeOf(looks, kind);
}

/** Claims a scope until `until` at the longest; undefined while somebody else has it. Times in milliseconds. */
export async function claim(state: ObjectStore, scope: Scope, by: string, now: number, until: number): Promise<Claim | undefined> {
	const { looks, etag } = await read(state, scope);
	if (looks.lease && looks.lease.by !== by && Date.parse(looks.lease.until) > now) return undefined;
	const claimed = { ...looks, lease: { by, until: new Date(until).toISOString() } };
	if (!(await write(state, scope, claimed, etag))) return undefined;
	return {
		began: (kind) => timeOf(looks, kind),
		async end(kinds, began) {
			const current = await read(state, scope);
			// It lasted too long, and somebody else has begun: what was looked at is looked at once more.
			if (current.looks.lease?.by !== by) return;
			const { lease: _, ...rest } = current.looks;
			const at = new Date(began).toISOString();
			await write(
				state,
				scope,
				{ ...rest, began: { ...rest.began, ...Object.fromEntries([...kinds].map((kind) => [kind, at])) } },
				current.etag,
			);
		},
	};
}

function timeOf({ began }: Looks, kind: ResourceKind): number | undefined {
	const time = began[kind];
	return time === undefined ? undefined : Date.parse(time);
}

/** What is not readable is begun anew: at worst something is looked at twice. */
async function read(state: ObjectStore, scope: Scope): Promise<{ readonly looks: Looks; readonly etag: string | undefined }> {
	const stored = await state.get(stateLayout.changes(scope));
	if (!stored) return { looks: { began: {} }, etag: undefined };
	const parsed = LooksSchema.safeParse(parse(Buffer.from(stored.body).toString("utf8")));
	return { looks: parsed.success ? parsed.data : { began: {} }, etag: stored.etag };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const write = (state: ObjectStore, scope: Scope, looks: Looks, etag: string | undefined): Promise<boolean> =>
	state.put(
		stateLayout.changes(scope),
		Buffer.from(`${JSON.stringify(looks)}\n`),
		"application/json",
		etag === undefined ? { absent: true } : { etag },
	);
