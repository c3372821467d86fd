import type { SecretDescription } from "../../../shared/rotation/effects.ts";

interface Version {
	value?: string;
	readonly labels: Set<string>;
}

/** A call that Secrets Manager refuses. */
export class SecretRefused extends Error {
	override readonly name = "SecretRefused";
}

/**
 * One secret under the label rules of Secrets Manager, exactly: a label is on one version at a time; moving AWSCURRENT moves AWSPREVIOUS to the
 * version that loses it; a version without a label is deprecated and may be gone at any time; twenty labels a secret; a version's value is written once.
 * Sources: API reference of PutSecretValue, UpdateSecretVersionStage, RotateSecret and CancelRotateSecret; the quotas page.
 */
export function secretModel(arn: string, value: string) {
	const versions = new Map<string, Version>([["v0", { value, labels: new Set(["AWSCURRENT"]) }]]);
	let rotationEnabled: boolean | undefined;
	// Values are looked at after every effect.
	const parsedValues = new Map<string, { username: string; password: string }>();
	const holder = (label: string) => [...versions].find(([, { labels }]) => labels.has(label))?.[0];
	const countLabels = () => [...versions.values()].reduce((sum, { labels }) => sum + labels.size, 0);
	const attach = (label: string, version: string) => {
		const from = holder(label);
		if (from === version) return;
		if (from !== undefined) versions.get(from)?.labels.delete(label);
		else if (countLabels() >= 20) throw new SecretRefused("LimitExceededException");
		versions.get(version)?.labels.add(label);
		if (label === "AWSCURRENT" && from !== undefined) attach("AWSPREVIOUS", from);
	};
	return {
		versions,
		holder,
		describe: (): SecretDescription => ({
			arn,
			rotationEnabled,
			labels: new Map([...versions].flatMap(([id, { labels }]) => (labels.size > 0 ? [[id, [...labels]]] : []))),
			tags: {},
		}),
		read({ version, label }: { version?: string; label?: string }) {
			const id = version ?? (label === undefined ? holder("AWSCURRENT") : holder(label));
			const found = id === undefined ? undefined : versions.get(id);
			return id === undefined || found?.value === undefined ? undefined : { version: id, text: found.value };
		},
		/** PutSecretValue with ClientRequestToken and VersionStages [AWSPENDING]: the label moves to the version, whoever had it. */
		put(token: string, text: string): boolean {
			const known = versions.get(token);
			if (known?.value !== undefined && known.value !== text) return false;
			const version: Version = known ?? { labels: new Set() };
			version.value = text;
			versions.set(token, version);
			attach("AWSPENDING", token);
			return true;
		},
		label({ label, to, from }: { label: string; to?: string | undefined; from?: string | undefined }): boolean {
			const on = holder(label);
			if (from !== undefined && on !== from) return false;
			if (from === undefined && on !== undefined && on !== to)
				throw new SecretRefused("InvalidParameterException: RemoveFromVersionId is needed");
			if (to === undefined) {
				if (on !== undefined) versions.get(on)?.labels.delete(label);
				return true;
			}
			if (!versions.has(to)) throw new SecretRefused("ResourceNotFoundException");
			attach(label, to);
			return true;
		},
		/** RotateSecret: AWSPENDING on a version without a value; refused while a rotation is under way. */
		rotate(token: string): boolean {
			rotationEnabled = true;
			const pending = holder("AWSPENDING");
			if (pending !== undefined && pending !== holder("AWSCURRENT")) return false;
			versions.set(token, { labels: new Set() });
			attach("AWSPENDING", token);
			return true;
		},
		cancel() {
			rotationEnabled = false;
		},
		enable() {
			rotationEnabled = true;
		},
		/** Deprecated versions go. */
		collect() {
			for (const [id, { labels }] of versions) if (labels.size === 0) versions.delete(id);
		},
		/** Passwords of a user that a labelled version holds. */
		*labelled(username: string): Generator<string> {
			for (const { value: text, labels } of versions.values()) {
				if (labels.size === 0 || text === undefined) continue;
				let parsed = parsedValues.get(text);
				if (!parsed) {
					parsed = JSON.parse(text) as { username: string; password: string };
					parsedValues.set(text, parsed);
				}
				if (parsed.username === username) yield parsed.password;
			}
		},
	};
}

export type SecretModel = ReturnType<typeof secretModel>;
