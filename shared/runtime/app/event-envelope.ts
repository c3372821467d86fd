import * as z from "zod";

/** A 12-digit account and a region, as events of EventBridge have them. */
export const EventAccount = z.string().regex(/^\d{12}$/);
export const EventRegion = z.string().regex(/^[a-z]{2,5}(?:-[a-z]+)+-\d{1,2}$/);

/** What is around the detail of every event of EventBridge. */
export const Envelope = z.looseObject({
	id: z.string().min(1).max(128),
	source: z.string(),
	"detail-type": z.string(),
	account: EventAccount,
	region: EventRegion,
	time: z.iso.datetime({ offset: true }),
	detail: z.looseObject({}),
});
export type Envelope = z.infer<typeof Envelope>;

/** What has this shape. Otherwise `refuse` makes the error of where and how it has not; its text is not repeated, since anybody may have written it. */
export function checkedAs<Schema extends z.ZodType>(
	schema: Schema,
	value: unknown,
	where: string,
	refuse: (problems: string) => Error,
): z.infer<Schema> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	throw refuse(
		parsed.error.issues
			.slice(0, 5)
			.map(({ path, code }) => `${[where, ...path].join(".")}: ${code}`)
			.join("; "),
	);
}
