import type { AwsCaller } from "../../aws/caller.ts";
import type { RotationParts } from "../../rotation/ports.ts";
import { aliasOf } from "./alias.ts";
import { rdsDirectory } from "./directory.ts";
import { rotationEngines } from "./engines.ts";
import { withManagedSecrets } from "./managed.ts";
import { awsSecretStore, type StoreSettings } from "./secret-store.ts";
import type { RotationSettings } from "./settings.ts";

/** What parts are made of. */
export interface PartsSettings extends Pick<StoreSettings, "rotationToken" | "patient"> {
	/** A caller for a region; for that of the secret when none is named. */
	readonly caller: (region?: string) => AwsCaller;
	readonly settings: Pick<RotationSettings, "password" | "hosts">;
}

let engines: ReturnType<typeof rotationEngines> | undefined;

/** Everything that a step works with, over AWS. */
export function awsParts({ caller, settings, rotationToken, patient }: PartsSettings): RotationParts {
	engines ??= rotationEngines();
	const store = awsSecretStore({
		// An ARN names its region; a superuser's secret is where its database is.
		caller: (secret) => caller(secret.startsWith("arn:") ? secret.split(":")[3] : undefined),
		passwords: settings.password,
		rotationToken,
		patient,
	});
	return {
		secrets: withManagedSecrets(store, caller),
		directory: rdsDirectory({ caller, alias: aliasOf, hosts: settings.hosts }),
		engines,
		now: Date.now,
	};
}
