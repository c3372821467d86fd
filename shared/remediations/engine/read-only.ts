import { type AwsCaller, type AwsCommand, listWith, operationOf } from "../../aws/caller.ts";
import { unread } from "../../core/observed.ts";

/** Operations that change nothing, by their names. */
const reading = /^(?:Describe|List|Get|Lookup)[A-Z]/;
/** Reading these would bring a secret, or is a change by another name. */
const forbidden = /^(?:GetSecretValue|GetFederationToken|GetSessionToken|GetPasswordData|GetRandomPassword)$/;

/** A caller that lets nothing but reads through: whatever else it is given never gets to AWS. */
export function readOnly(caller: AwsCaller): AwsCaller {
	const call: AwsCaller["call"] = async <Output extends object>(service: Parameters<AwsCaller["call"]>[0], command: AwsCommand<Output>) => {
		const operation = operationOf(command);
		if (reading.test(operation) && !forbidden.test(operation)) return caller.call(service, command);
		return unread({ service, operation, cause: "denied", message: `${operation} is no reading call; it was not made.` });
	};
	return { scope: caller.scope, call, list: listWith(call) };
}
