import type { DatabaseConnection } from "../../../core/resources/index.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";

const reasons: Readonly<Record<Exclude<DatabaseConnection["purpose"], "application">, string>> = {
	scanner: "is Parapet's own",
	platform: "belongs to the platform that operates the server",
	replication: "is a stream of replication",
};

/** Why a connection that is no application's is not judged; undefined for applications. */
export const noApplication = ({ name, purpose }: DatabaseConnection): Verdict | undefined =>
	purpose === "application" ? undefined : notApplicable(`${name} ${reasons[purpose]}.`);

/** The same where replication is judged too: it carries everything. */
export const noTraffic = (connection: DatabaseConnection): Verdict | undefined =>
	connection.purpose === "replication" ? undefined : noApplication(connection);

/** Why a connection that never leaves its host is not judged; undefined for all others. */
export const sameHost = ({ name, client }: DatabaseConnection): Verdict | undefined =>
	client.kind === "local" ? notApplicable(`${name} never leaves the host of the database.`) : undefined;
