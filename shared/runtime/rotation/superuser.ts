import type { Server } from "../../rotation/effects.ts";
import { currentLabel } from "../../rotation/labels.ts";
import type { RotationParts } from "../../rotation/ports.ts";
import { type DatabaseSecret, parseSecret } from "../../rotation/secret.ts";

/** The superuser that a secret names, when it is proved to be of the same server and the database takes its password; a text says why it is not. */
export async function superuserFor(
	{ secrets, directory, engines }: Pick<RotationParts, "secrets" | "directory" | "engines">,
	secret: DatabaseSecret,
	server: Server,
): Promise<DatabaseSecret | string> {
	const { masterarn } = secret;
	if (masterarn === undefined) return "the secret names no superuser (masterarn)";
	const description = await secrets.describe(masterarn);
	const read = await secrets.read(masterarn, { label: currentLabel });
	if (!read) return `${masterarn} has no value`;
	const superuser = parseSecret(read.text);
	if (typeof superuser === "string") return `${masterarn} cannot be used: ${superuser}`;
	const problem = await directory.prove(description, superuser, secret, server);
	if (problem !== undefined) return `${masterarn} is not used: ${problem.replace(/\.$/, "")}`;
	const answer = await engines[superuser.engine].login(server, superuser);
	return answer.ok
		? superuser
		: `the database does not let ${JSON.stringify(superuser.username)} in (${answer.failure}): ${answer.message}`;
}
