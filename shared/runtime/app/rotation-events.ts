import * as z from "zod";
import { printable } from "../../core/printable.ts";

/** What Secrets Manager says by itself of rotations, by the page on its CloudTrail entries. That a rotation began is nothing to act on. */
export const rotationEventNames = [
	"RotationSucceeded",
	"RotationFailed",
	"RotationAbandoned",
	"TestRotationSucceeded",
	"TestRotationFailed",
] as const;
export type RotationEventName = (typeof rotationEventNames)[number];

/** What an event says of the rotation of a secret. */
export interface RotationNews {
	readonly what: RotationEventName;
	/** ARN of the secret, in the account and region of the event. */
	readonly secret: string;
	/** What Secrets Manager says went wrong; made printable, and not yet cut or redacted. */
	readonly message?: string | undefined;
}

const Text = z.string().max(2048).optional().catch(undefined);
const Arns = z.looseObject({ SecretId: Text, secretId: Text, arn: Text, aRN: Text }).nullish().catch(undefined);
const Detail = z.looseObject({
	additionalEventData: Arns,
	serviceEventDetails: Arns,
	responseElements: Arns,
	requestParameters: Arns,
	errorMessage: Text.nullable(),
	errorCode: Text.nullable(),
});

/** Where an event must come from to tell of a secret. */
interface Origin {
	readonly account: string;
	readonly region: string;
}

/**
 * Reads what a service event of Secrets Manager says of a rotation; undefined when it is about none, or names no secret of its own account and region. The ARN is
 * looked for under every name that events have it by: `SecretId`, and both `arn` and `aRN`, since some spell it so.
 */
export function rotationNews(call: string, detail: unknown, { account, region }: Origin): RotationNews | undefined {
	const what = rotationEventNames.find((name) => call === `secretsmanager:${name}`);
	if (what === undefined) return undefined;
	const parsed = Detail.safeParse(detail);
	if (!parsed.success) return undefined;
	const { additionalEventData, serviceEventDetails, responseElements, requestParameters, errorMessage, errorCode } = parsed.data;
	const secret = [additionalEventData, serviceEventDetails, responseElements, requestParameters]
		.flatMap((at) => [at?.SecretId, at?.secretId, at?.arn, at?.aRN])
		.find((arn) => isSecret(arn, account, region));
	if (secret === undefined) return undefined;
	const message = errorMessage ?? errorCode ?? undefined;
	return { what, secret, ...(message === undefined ? {} : { message: printable(message) }) };
}

function isSecret(arn: string | undefined, account: string, region: string): arn is string {
	const [, place, owner] =
		/^arn:[a-z0-9-]{1,20}:secretsmanager:([a-z0-9-]{1,30}):(\d{12}):secret:[A-Za-z0-9/_+=.@!-]{1,520}$/.exec(arn ?? "") ?? [];
	return place === region && owner === account;
}
