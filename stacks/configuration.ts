import { stateLayout } from "../shared/runtime/app/layout.ts";
import type { Deployment } from "./deployment.ts";
import type { Storage } from "./storage.ts";

/** Stores what functions read at their start: the resolved configuration, and bundles of policies. Gives the key of the former. */
export function configuration(
	{ config }: Deployment,
	{ state, ready }: Storage,
	key: aws.kms.Key,
): { readonly key: string; readonly stored: $util.Resource[] } {
	const object = (name: string, args: Pick<aws.s3.BucketObjectv2Args, "content" | "contentBase64" | "contentType"> & { key: string }) =>
		new aws.s3.BucketObjectv2(
			name,
			{ bucket: state.bucket, serverSideEncryption: "aws:kms", kmsKeyId: key.arn, ...args },
			// An execution that began before the deployment reads what it began with; the name is that of the content.
			{ dependsOn: [...ready], retainOnDelete: true },
		);
	const path = stateLayout.config(config.sha256);
	return {
		key: path,
		stored: [
			object(`Configuration-${config.sha256.slice(0, 12)}`, { key: path, content: config.text, contentType: "application/json" }),
			...config.policies.map(({ sha256, bytes }) =>
				object(`Policies-${sha256.slice(0, 12)}`, {
					key: stateLayout.policies(sha256),
					contentBase64: Buffer.from(bytes).toString("base64"),
					contentType: "application/gzip",
				}),
			),
		],
	};
}
