import type { KeyFacts } from "../resources/schema.ts";
import type { OfKind } from "./clusters.ts";
import { given } from "./connections.ts";
import { notes } from "./notes.ts";
import type { EncryptionKey } from "./types.ts";

/** A key with what it was seen to encrypt. */
interface Use {
	readonly facts: KeyFacts;
	count: number;
	readonly clusters: Set<string>;
}

/** Gathers the keys that encrypt something. */
export function keyUses(): { readonly uses: ReadonlyMap<string, Use>; see(facts: KeyFacts, clusters: readonly string[]): void } {
	const uses = new Map<string, Use>();
	return {
		uses,
		see(facts, clusters) {
			const use = uses.get(facts.arn) ?? { facts, count: 0, clusters: new Set<string>() };
			uses.set(facts.arn, use);
			use.count++;
			for (const key of clusters) use.clusters.add(key);
		},
	};
}

/** All customer managed keys that were read, and all others that encrypt something. */
export function encryptionKeys(of: OfKind, uses: ReadonlyMap<string, Use>): EncryptionKey[] {
	const read = of("kms.Key");
	const known = new Set(read.map(({ arn }) => arn));
	return [
		...read.map((key): EncryptionKey => {
			const note = notes();
			const rotation = key.rotation && note.take("rotation", key.rotation);
			return {
				arn: key.arn,
				name: key.aliases[0] ?? key.keyId,
				manager: "customer",
				owner: key.account,
				state: key.state,
				...(rotation === undefined ? {} : { rotation: rotation && (rotation.enabled ? ("enabled" as const) : ("disabled" as const)) }),
				...given({ rotationDays: rotation?.periodDays, deletionDate: key.deletionDate }),
				...used(uses.get(key.arn)),
				...note.end(),
			};
		}),
		...[...uses.values()].filter(({ facts }) => !known.has(facts.arn)).map(otherKey),
	];
}

/** A key that only what it encrypts is known by. AWS rotates its own every year. */
function otherKey(use: Use): EncryptionKey {
	const { arn, manager, owner, state } = use.facts;
	const note = notes();
	const rotation =
		manager === "AWS"
			? "enabled"
			: note.miss("rotation", "The key itself was not read: it is another account's, or KMS was not part of the scan.");
	return {
		arn,
		name: arn.split("/").at(-1) ?? arn,
		manager: manager === "AWS" ? "aws" : "customer",
		owner,
		state,
		rotation,
		...(manager === "AWS" ? { rotationDays: 365 } : {}),
		...used(use),
		...note.end(),
	};
}

const used = (use: Use | undefined): Pick<EncryptionKey, "encrypts" | "clusters"> => ({
	encrypts: use?.count ?? 0,
	...(use && use.clusters.size > 0 ? { clusters: [...use.clusters].sort() } : {}),
});
