import type { AwsCaller, AwsCommand } from "../../aws/caller.ts";
import type { AwsServiceName } from "../../aws/services.ts";
import { withoutSecrets } from "../../connect/failure.ts";
import type { Unread } from "../../core/observed.ts";

/** A call to AWS that a rotation cannot do without failed. The message holds no secret. */
export class AwsRefused extends Error {
	override readonly name = "AwsRefused";
	readonly unread: Unread;

	constructor(unread: Unread, message: string) {
		super(message);
		this.unread = unread;
	}
}

/** Calls AWS; a failure for which `instead` has an answer is that answer, any other rejects with an `AwsRefused`. `secrets` are cut from its message. */
export async function called<Output extends object, Instead = never>(
	caller: AwsCaller,
	service: AwsServiceName,
	command: AwsCommand<Output>,
	instead: (unread: Unread) => Instead | undefined = () => undefined,
	secrets: readonly string[] = [],
): Promise<Output | Instead> {
	const answer = await caller.call(service, command);
	if (!("unread" in answer)) return answer.value;
	const other = instead(answer.unread);
	if (other !== undefined) return other;
	throw refusedBy(answer.unread, secrets);
}

/** A failed call as an error. */
export function refusedBy(unread: Unread, secrets: readonly string[] = []): AwsRefused {
	const message = withoutSecrets(unread.message, secrets);
	const advice = unread.cause === "denied" ? ` Allow ${unread.service}:${unread.operation}, see docs/rotation.md.` : "";
	return new AwsRefused(
		{ ...unread, message },
		`${unread.service}:${unread.operation} was not answered (${unread.cause}): ${message}${advice}`,
	);
}

/** Is it this error of the service? Its name begins the message. */
export const isError = ({ message }: Unread, name: string): boolean => message.startsWith(`${name}:`) || message === name;
