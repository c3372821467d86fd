import type { DatabaseSecret } from "./secret.ts";

/** The steps of Secrets Manager's rotation protocol, by its own names. */
export const stepNames = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;
export type StepName = (typeof stepNames)[number];

/** What DescribeSecret says. */
export interface SecretDescription {
	readonly arn: string;
	/** Undefined before rotation was ever turned on. */
	readonly rotationEnabled?: boolean | undefined;
	/** `rds` when the service itself manages and rotates it. */
	readonly owningService?: string | undefined;
	/** The staging labels of each version that has one. */
	readonly labels: ReadonlyMap<string, readonly string[]>;
	readonly tags: Readonly<Record<string, string>>;
}

/** Why a database did not do what was asked. Only `auth` says something about a password. */
export type DatabaseFailure = "dns" | "timeout" | "refused" | "tls" | "auth" | "permission" | "policy" | "readOnly" | "lost" | "other";

/** How something asked of a database ended. Messages hold no secrets. */
export type DatabaseAnswer = { readonly ok: true } | { readonly ok: false; readonly failure: DatabaseFailure; readonly message: string };

/** The server that takes writes for a secret. */
export interface Server {
	readonly host: string;
	readonly port: number;
	/** ARN of the instance or cluster, when RDS knows it. */
	readonly resource?: string | undefined;
}

/** How the password of a user is to be changed. */
export interface PasswordChange {
	readonly destination: Server;
	/** Who changes it: the user itself or the superuser. */
	readonly as: DatabaseSecret;
	/** The user and its new password. */
	readonly to: DatabaseSecret;
	/** What the user's clients log in with until the rotation is finished: where an account can have two passwords, this one stays valid beside the new one. */
	readonly current?: DatabaseSecret | undefined;
}

/**
 * What a step asks of the world, one at a time. Between any two of them the process may end; the next delivery of the step begins anew and finds
 * its way by what stands in Secrets Manager and in the database.
 */
export type Effect =
	| { readonly kind: "describe"; readonly secret: string }
	| { readonly kind: "read"; readonly secret: string; readonly version?: string; readonly label?: string }
	| { readonly kind: "generate" }
	/** Writes the value of the pending version; `false` when the version has another value already. */
	| { readonly kind: "put"; readonly token: string; readonly value: string }
	/** Attaches a label to a version, taking it from `from`; `false` when it is not there any more. */
	| { readonly kind: "label"; readonly label: string; readonly to?: string; readonly from?: string }
	| { readonly kind: "locate"; readonly secret: DatabaseSecret }
	/** Does the superuser's secret belong to the same server? A text says why not. */
	| {
			readonly kind: "prove";
			readonly superuser: SecretDescription;
			readonly superuserSecret: DatabaseSecret;
			readonly secret: DatabaseSecret;
			readonly destination: Server;
	  }
	| { readonly kind: "login"; readonly destination: Server; readonly as: DatabaseSecret }
	| ({ readonly kind: "setPassword" } & PasswordChange)
	/** Makes the other user of a pair if it is not there, gives it the password and exactly the privileges of the first. */
	| ({ readonly kind: "setAlternate"; readonly like: DatabaseSecret } & PasswordChange)
	/** Login, TLS in use, a server that takes writes, and the probes that the secret declares. */
	| { readonly kind: "probe"; readonly destination: Server; readonly as: DatabaseSecret }
	| { readonly kind: "now" };

/** What each effect answers. `read`: the text, or undefined when the version is not there or has no value. */
export interface Answers {
	readonly describe: SecretDescription;
	readonly read: { readonly version: string; readonly text: string } | undefined;
	readonly generate: string;
	readonly put: boolean;
	readonly label: boolean;
	readonly locate: Server | { readonly refused: string };
	readonly prove: string | undefined;
	readonly login: DatabaseAnswer;
	readonly setPassword: DatabaseAnswer;
	readonly setAlternate: DatabaseAnswer;
	readonly probe: DatabaseAnswer;
	/** Milliseconds since the epoch. */
	readonly now: number;
}

/** A piece of a step: it asks for effects and ends with a result. */
export type Asking<Result> = Generator<Effect, Result, Answers[Effect["kind"]]>;

/** Asks for one effect; its answer has the type that belongs to it. */
export function* ask<E extends Effect>(effect: E): Asking<Answers[E["kind"]]> {
	return (yield effect) as Answers[E["kind"]];
}
