import { ConfigError } from "../../core/errors.ts";
import type { PolicyBundle } from "../../policies/bundle.ts";
import { sha256 } from "../../sinks/s3/compressed.ts";
import { addressOf } from "../../sinks/s3/layout.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import type { AppConfig } from "./app-config.ts";
import { stateLayout } from "./layout.ts";

const loaded = new WeakMap<AppConfig["policies"], Promise<readonly PolicyBundle[]>>();

/** The bundles of the configuration, loaded once a container; a failure is not remembered. `ConfigError` for one that is not what was deployed. */
export function appPolicies({ policies }: Pick<AppConfig, "policies">, state: ObjectStore): Promise<readonly PolicyBundle[]> {
	const known = loaded.get(policies);
	if (known) return known;
	const bundles = load(policies, state).catch((error: unknown) => {
		loaded.delete(policies);
		throw error;
	});
	loaded.set(policies, bundles);
	return bundles;
}

async function load({ bundles, shipped }: AppConfig["policies"], state: ObjectStore): Promise<readonly PolicyBundle[]> {
	// Without policies nothing of what runs them is loaded.
	if (bundles.length === 0 && !shipped) return [];
	const { readBundle } = await import("../../policies/bundle.ts");
	const own = shipped ? readBundle(await (await import("../../policies/shipped.ts")).shippedBundle(), "Parapet's own policies") : undefined;
	const stored = await Promise.all(
		bundles.map(async ({ sha256: expected, source }) => {
			const key = stateLayout.policies(expected);
			const found = await state.get(key);
			if (!found || sha256(found.body) !== expected)
				throw new ConfigError(`${addressOf(state.bucket, key)} is not the bundle ${source} that was deployed. Deploy again.`);
			return readBundle(found.body, source);
		}),
	);
	return own ? [own, ...stored] : stored;
}
