import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mapBounded } from "../../shared/aws/concurrency.ts";
import { type AwsConnection, connect } from "../../shared/aws/connection.ts";
import { bucketStore } from "../../shared/sinks/outbox/bucket.ts";
import type { Store } from "../../shared/sinks/outbox/store.ts";
import { s3Store } from "../../shared/sinks/s3/aws-store.ts";
import { type Emulator, startEmulator } from "../support/aws/emulator.ts";
import { describeStore } from "../support/store-contract.ts";

const bucket = "parapet-state";
let emulator: Emulator;
let connection: AwsConnection;
const before: Record<string, string | undefined> = {};
let stores = 0;

beforeAll(async () => {
	emulator = await startEmulator();
	// The SDK reads the endpoint from the environment when a client is made.
	for (const [name, value] of Object.entries(emulator.env)) {
		before[name] = process.env[name];
		process.env[name] = value;
	}
	const s3 = new S3Client({ endpoint: emulator.url, region: "us-east-1", forcePathStyle: true });
	await s3.send(new CreateBucketCommand({ Bucket: bucket }));
	s3.destroy();
	connection = connect({ version: "0.0.0", concurrency: 32 });
});
afterAll(async () => {
	connection.close();
	for (const [name, value] of Object.entries(before)) {
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
	}
	await emulator.stop();
});

function made(): Store {
	const credentials = async () => ({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" });
	const caller = connection.caller({ partition: "aws", account: "-", region: "us-east-1" }, credentials);
	return bucketStore(s3Store(caller, { bucket }), `alerts-${++stores}/v1/`);
}

describeStore("a bucket of S3", made);

it("a store in a bucket of S3 lists more keys than fit onto a page, in order", async () => {
	const store = made();
	const keys = Array.from({ length: 1050 }, (_, index) => `outbox/t/${String(index).padStart(4, "0")}`);
	await mapBounded(keys, 32, (key) => store.write(key, "x"));
	expect(await store.list("outbox")).toEqual(keys);
}, 60_000);
