import { connectWith } from "../shared/aws/connect-with.ts";
import { partitionOf } from "../shared/aws/partitions.ts";
import { rotateMakers } from "../shared/aws/rotate-makers.ts";
import { functionCredentials } from "../shared/runtime/app/environment.ts";
import { raw } from "../shared/runtime/app/lambda.ts";
import { rotateSecret } from "../shared/runtime/app/rotate-secret.ts";
import { readSettings } from "../shared/runtime/rotation/settings.ts";
import { version } from "../shared/runtime/version.ts";

const connection = connectWith({
	version,
	concurrency: 4,
	makers: rotateMakers,
	// A step has two minutes: an endpoint that does not answer must not take them.
	maxAttempts: 4,
	connectionTimeout: 3_000,
	requestTimeout: 6_000,
});

/** One of the four steps of a rotation, called by Secrets Manager. It reads nothing but Secrets Manager and RDS, so that it needs no other way out of a VPC. */
export const handler = raw("rotate-secret", async (event: unknown, app) => {
	const { region: own, rotation } = app.environment;
	const deadline = AbortSignal.timeout(Math.max(1, app.remaining() - 2_000));
	return rotateSecret(event, app, {
		settings: readSettings(rotation),
		caller: (region = own) => connection.caller({ partition: partitionOf(region), account: "-", region }, functionCredentials, deadline),
	});
});
