import type { AwsCaller } from "../../aws/caller.ts";
import type { SecretStore } from "../../rotation/ports.ts";
import { managedOwner } from "./directory.ts";
import { rdsListing } from "./rds.ts";

/**
 * The store, with the secrets that RDS manages completed: their values have a user and a password and nothing else, and what is missing is what RDS says of
 * the instance or cluster that their tags name. Whether they are the right ones is for `prove` to say.
 */
export function withManagedSecrets(store: SecretStore, caller: (region?: string) => AwsCaller): SecretStore {
	return {
		...store,
		async read(secret, place) {
			const found = await store.read(secret, place);
			const value = found && credentialsOnly(found.text);
			if (!found || !value) return found;
			const description = await store.describe(secret);
			const owner = description.owningService === "rds" ? managedOwner(description) : undefined;
			const server = owner && (await serverOf(owner, caller));
			return server ? { ...found, text: JSON.stringify({ ...server, ...value }) } : found;
		},
	};
}

function credentialsOnly(text: string): object | undefined {
	try {
		const value = JSON.parse(text) as Record<string, unknown> | null;
		return typeof value === "object" && value !== null && "username" in value && !("host" in value) ? value : undefined;
	} catch {
		return undefined;
	}
}

async function serverOf(arn: string, caller: (region?: string) => AwsCaller): Promise<object | undefined> {
	const [, , , region, , kind, name] = arn.split(":");
	const { instances, clusters } = rdsListing(caller(region));
	if (kind === "cluster") {
		const [cluster] = await clusters(name);
		return cluster && { engine: cluster.Engine, host: cluster.Endpoint, port: cluster.Port };
	}
	const [instance] = await instances(name);
	return instance && { engine: instance.Engine, host: instance.Endpoint?.Address, port: instance.Endpoint?.Port };
}
