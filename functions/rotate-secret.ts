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
/** The evidence is written when a step is over: a VPC without a way to S3 must not keep Secrets Manager waiting. */
const toEvidence = connectWith({
	version,
	concurrency: 1,
	makers: rotateMakers,
	maxAttempts: 2,
	connectionTimeout: 2_000,
	requestTimeout: 3_000,
});

/** One of the four steps of a rotation, called by Secrets Manager. It calls nothing but Secrets Manager, RDS and, when a step is over, S3. */
export const handler = raw("rotate-secret", async (event: unknown, app) => {
	const { region: own, rotation, evidence: bucket, key: kmsKey } = app.environment;
	const scope = (region: string) => ({ partition: partitionOf(region), account: "-", region });
	const until = (reserve: number) => AbortSignal.timeout(Math.max(1, app.remaining() - reserve));
	const deadline = until(2_000);
	return rotateSecret(event, app, {
		settings: readSettings(rotation),
		caller: (region = own) => connection.caller(scope(region), functionCredentials, deadline),
		async evidence() {
			const { s3Store } = await import("../shared/sinks/s3/aws-store.ts");
			return s3Store(toEvidence.caller(scope(own), functionCredentials, until(500)), { bucket, kmsKey });
		},
	});
});
