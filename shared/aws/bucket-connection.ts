import type { ClientSettings } from "./clients.ts";
import { connectWith } from "./connect-with.ts";
import type { AwsConnection } from "./connection.ts";

/** Opens a connection to S3 alone, wherever a bucket is: its client follows redirects to other regions. */
export const connectToBuckets = (settings: Omit<ClientSettings, "makers">): AwsConnection =>
	connectWith({
		...settings,
		makers: { s3: async (config) => new (await import("./packages/s3.ts")).S3Client({ ...config, followRegionRedirects: true }) },
	});
