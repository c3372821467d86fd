import type { DatabaseAnswer, PasswordChange, SecretDescription, Server } from "./effects.ts";
import type { DatabaseSecret, RotationEngine } from "./secret.ts";

/** Secrets Manager, as far as a rotation needs it. What the service refuses, or cannot be reached for, rejects; the step is delivered again. */
export interface SecretStore {
	describe(secret: string): Promise<SecretDescription>;
	read(
		secret: string,
		place: { readonly version?: string | undefined; readonly label?: string | undefined },
	): Promise<{ version: string; text: string } | undefined>;
	/** A password by the policy of the rotation. */
	generate(): Promise<string>;
	put(secret: string, token: string, value: string): Promise<boolean>;
	label(
		secret: string,
		change: { readonly label: string; readonly to?: string | undefined; readonly from?: string | undefined },
	): Promise<boolean>;
}

/** Where databases are, by RDS's own word. */
export interface Directory {
	/** The writer behind an instance, cluster, reader or alias; a refusal for proxies, replicas and hosts of which RDS knows nothing it can promise. */
	locate(secret: DatabaseSecret): Promise<Server | { readonly refused: string }>;
	/** Undefined when the superuser's secret belongs to the same server. */
	prove(superuser: SecretDescription, superuserSecret: DatabaseSecret, secret: DatabaseSecret, server: Server): Promise<string | undefined>;
}

/** One engine: what may go wrong is an answer, never an exception; no text of an answer holds a password. */
export interface Engine {
	/** Logs in over verified TLS and leaves again. Only a refused password, user or certificate of the user is `auth`. */
	login(server: Server, as: DatabaseSecret): Promise<DatabaseAnswer>;
	setPassword(change: PasswordChange): Promise<DatabaseAnswer>;
	setAlternate(change: PasswordChange & { readonly like: DatabaseSecret }): Promise<DatabaseAnswer>;
	/** Login, TLS in use as asked, a server that takes writes, and the secret's own probes. */
	probe(server: Server, as: DatabaseSecret): Promise<DatabaseAnswer>;
}

/** Everything that a step works with. */
export interface RotationParts {
	readonly secrets: SecretStore;
	readonly directory: Directory;
	readonly engines: Readonly<Record<RotationEngine, Engine>>;
	readonly now: () => number;
}
