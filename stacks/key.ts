import type { Deployment } from "./deployment.ts";
import { keyPolicy } from "./key-policy.ts";

/** The key of everything that is kept: buckets, queues, topics and logs. */
export function key({ names, tags, production }: Deployment): aws.kms.Key {
	const made = new aws.kms.Key(
		"Key",
		{
			description: `Parapet (${names.place.stage}): evidence, state, queues, topics and logs`,
			enableKeyRotation: true,
			deletionWindowInDays: 30,
			policy: JSON.stringify(keyPolicy(names)),
			tags,
		},
		// Without its key evidence is lost.
		{ protect: production, retainOnDelete: production },
	);
	new aws.kms.Alias("KeyAlias", { name: `alias/${names.prefix}`, targetKeyId: made.keyId });
	return made;
}
