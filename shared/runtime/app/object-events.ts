import * as z from "zod";

/** A key as notifications have it. One that cannot be decoded makes its message no event, which then fails alone. */
const EncodedKey = z.string().refine(isDecodable, "is not encoded as S3 encodes keys");
const Notification = z.looseObject({
	Records: z.array(
		z.looseObject({ s3: z.looseObject({ bucket: z.looseObject({ name: z.string() }), object: z.looseObject({ key: EncodedKey }) }) }),
	),
});
const EventBridgeEvent = z.looseObject({
	source: z.literal("aws.s3"),
	detail: z.looseObject({ bucket: z.looseObject({ name: z.string() }), object: z.looseObject({ key: z.string() }) }),
});
/** What S3 sends once when a notification is set up. */
const TestEvent = z.looseObject({ Event: z.literal("s3:TestEvent") });

/** That objects were written: a notification of a bucket, the same by way of EventBridge, or the test of one. */
export const ObjectEvent = z.union([Notification, EventBridgeEvent, TestEvent]);
export type ObjectEvent = z.infer<typeof ObjectEvent>;

/** The keys of a bucket that an event is about, below a prefix. Events are delivered late, twice and in any order: what is there now is what counts. */
export function keysOf(event: ObjectEvent, bucket: string, prefix: string): string[] {
	const written =
		"Records" in event
			? Notification.parse(event).Records.map(({ s3 }) => ({
					bucket: s3.bucket.name,
					// Encoded as in a form, with + for a space.
					key: decodeURIComponent(s3.object.key.replaceAll("+", " ")),
				}))
			: "detail" in event
				? [EventBridgeEvent.parse(event).detail].map(({ bucket: { name }, object }) => ({ bucket: name, key: object.key }))
				: [];
	return written.flatMap((each) => (each.bucket === bucket && each.key.startsWith(prefix) ? [each.key] : []));
}

function isDecodable(key: string): boolean {
	try {
		decodeURIComponent(key);
		return true;
	} catch {
		return false;
	}
}
