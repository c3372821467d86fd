import { mapBounded } from "../../aws/concurrency.ts";
import { ConfigError } from "../../core/errors.ts";
import { openStore } from "../../runtime/snapshot-store.ts";
import { pointerIn } from "../../sinks/s3/latest.ts";
import { addressOf, layoutOf, placeOf } from "../../sinks/s3/layout.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { parseArguments } from "../arguments.ts";
import type { Command } from "../help.ts";
import { type Terminal, write } from "../terminal.ts";

const options = {
	scope: { type: "string", value: "SCOPE", help: "Every snapshot of this scope, as the list without it names it." },
	format: { type: "string", value: "FORMAT", help: "text (default) or json.", allowed: ["text", "json"] },
	profile: { type: "string", value: "NAME", help: "Profile of the AWS configuration files." },
} as const;

/** Pointers that are read at a time. */
const pointersAtATime = 8;

/** `parapet snapshots`. */
export const snapshots: Command = {
	name: "snapshots",
	summary: "List the snapshots that were published to S3",
	usage: ["snapshots list s3://BUCKET/PREFIX [--scope SCOPE] [--format json]"],
	about:
		"Without --scope: the newest snapshot of every scope. With it: every snapshot of that scope, oldest first. The addresses are what parapet report and parapet diff take.",
	options,
	examples: [
		["what is published, and how old it is", "parapet snapshots list s3://acme-parapet/prod"],
		["the history of one region", "parapet snapshots list s3://acme-parapet/prod --scope 111122223333.eu-west-1"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "snapshots");
		const [verb, address, surplus] = positionals;
		if (verb !== "list" || !address || surplus) throw new ConfigError("Say where: parapet snapshots list s3://BUCKET/PREFIX");
		const { bucket, prefix } = placeOf(address);
		const { store, close } = await openStore({ bucket }, { profile: values.profile, environment: terminal.environment });
		try {
			const rows = values.scope === undefined ? await newest(store, prefix) : await all(store, prefix, values.scope);
			if (rows.length === 0 && values.format !== "json") throw new ConfigError(`No snapshot was published under ${address}.`);
			await show(rows, values.format === "json", terminal);
			return 0;
		} finally {
			close();
		}
	},
};

interface Row {
	readonly scope: string;
	readonly id: string;
	/** When the scan ended; of a scope's whole history when it was written. */
	readonly at: string;
	/** Only the pointer knows. */
	readonly complete?: boolean;
	readonly address: string;
}

async function newest(store: ObjectStore, prefix: string): Promise<Row[]> {
	const root = layoutOf(prefix).allLatest;
	const keys = (await store.list(root)).map(({ key }) => key).filter((key) => key.endsWith(".json"));
	const rows = await mapBounded(keys, pointersAtATime, async (key): Promise<Row[]> => {
		const stored = await store.get(key);
		if (!stored) return [];
		const { snapshotId, at, complete, key: target } = await pointerIn(stored.body, addressOf(store.bucket, key));
		return [{ scope: key.slice(root.length, -".json".length), id: snapshotId, at, complete, address: addressOf(store.bucket, target) }];
	});
	return rows.flat();
}

async function all(store: ObjectStore, prefix: string, scope: string): Promise<Row[]> {
	if (!/^[A-Za-z0-9._!-]+$/.test(scope)) throw new ConfigError(`--scope: "${scope}" cannot be the name of a scope.`);
	const entries = await store.list(layoutOf(prefix).snapshotsOf(scope));
	return entries.flatMap(({ key, modified }) => {
		const [, id] = /\/([^/]+)\.json\.gz$/.exec(key) ?? [];
		return id === undefined ? [] : [{ scope, id, at: modified, address: addressOf(store.bucket, key) }];
	});
}

async function show(rows: readonly Row[], json: boolean, terminal: Terminal): Promise<void> {
	if (json) return write(terminal.stdout, [`${JSON.stringify(rows, undefined, 2)}\n`]);
	const widest = Math.max(...rows.map(({ scope }) => scope.length));
	await write(
		terminal.stdout,
		rows.map(
			({ scope, at, complete, address }) => `${scope.padEnd(widest)}  ${at}${complete === false ? "  incomplete" : ""}\n    ${address}\n`,
		),
	);
}
