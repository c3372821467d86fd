import type { ClientMakers, ClientSettings } from "./clients.ts";
import { collectMakers } from "./collect-makers.ts";
import { connectWith } from "./connect-with.ts";
import type { AwsConnection } from "./connection.ts";

const readMakers: ClientMakers = {
	...collectMakers,
	organizations: async (config) => new (await import("./packages/organizations.ts")).OrganizationsClient(config),
};

/** Opens a connection to the services that scans read from, and to no other. */
export const connectToRead = (settings: Omit<ClientSettings, "makers">): AwsConnection => connectWith({ ...settings, makers: readMakers });
