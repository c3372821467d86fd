import { ConfigError } from "../../core/errors.ts";
import { scopeName } from "../../core/history/scope-name.ts";
import type { Scope } from "../../core/scope.ts";
import type { Snapshot } from "../../core/snapshot.ts";

/** A place in S3: `s3://bucket/prefix`. The prefix has no slash at either end and may be empty. */
export interface Place {
	readonly bucket: string;
	readonly prefix: string;
}

/** Reads `s3://bucket/prefix`; throws `ConfigError` for what is none. */
export function placeOf(address: string): Place {
	const [, bucket, path = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(address) ?? [];
	if (!bucket) throw new ConfigError(`"${address}" is no place in S3: s3://bucket or s3://bucket/prefix.`);
	return { bucket, prefix: path.replace(/^\/+|\/+$/g, "") };
}

/** `s3://bucket/key`. */
export const addressOf = (bucket: string, key: string): string => `s3://${bucket}${key === "" ? "" : `/${key}`}`;

/** Where things are below a prefix. Dates are those of the snapshot's end, in UTC. */
export function layoutOf(prefix: string) {
	const root = prefix === "" ? "" : `${prefix}/`;
	const date = ({ finishedAt }: Snapshot) => `date=${finishedAt.slice(0, 10)}`;
	return {
		/** Later revisions differ in their history alone: another scan was published between reading the previous snapshot and writing this one. */
		snapshot: (scope: Scope, snapshot: Snapshot, revision = 1): string =>
			`${root}snapshots/v1/scope=${scopeName(scope)}/${date(snapshot)}/${snapshot.id}${revision === 1 ? "" : `~${revision}`}.json.gz`,
		snapshotsOf: (scope: string): string => `${root}snapshots/v1/scope=${scope}/`,
		findings: (scope: Scope, snapshot: Snapshot): string => {
			const [account, region = account, cluster] = scopeName({ ...scope, cluster: undefined }).split(".");
			const part = scope.cluster === undefined ? cluster : scopeName({ ...scope, account: "-" }).slice("outside.".length);
			return `${root}findings/v1/account=${account}/region=${region}/${date(snapshot)}/${snapshot.id}${part === undefined ? "" : `.${part}`}.ndjson.gz`;
		},
		latest: (scope: Scope): string => `${root}latest/v1/${scopeName(scope)}.json`,
		allLatest: `${root}latest/v1/`,
		report: (snapshot: Snapshot, file: string): string => `${root}reports/v1/${date(snapshot)}/${snapshot.id}/${file}`,
	} as const;
}
