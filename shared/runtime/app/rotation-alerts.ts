import { type Alert, alertSchemaVersion, digestOf } from "../../core/alerts/alert.ts";
import { alertText } from "../../core/alerts/text.ts";
import { enqueueAlerts } from "../../sinks/outbox/inbox.ts";
import type { Store } from "../../sinks/outbox/store.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import type { RotationEventName, RotationNews } from "./rotation-events.ts";

/** What is remembered of the rotations of a secret. */
interface RotationState {
	readonly secret: string;
	/** Of the last event that counted, milliseconds since the epoch. */
	readonly at: number;
	/** What is open, and since when; absent when all is well. */
	readonly open?: { readonly what: RotationEventName; readonly since: number };
}

/** Where it is remembered. */
const rotationStates = "rotations/v1/";
const stateKey = (secret: string): string => `${rotationStates}${digestOf("rotation", secret)}.json`;

const failures: Readonly<Partial<Record<RotationEventName, { readonly title: string; readonly happened: string }>>> = {
	RotationFailed: {
		title: "Rotation failed",
		happened: "Secrets Manager could not rotate this secret. It tries again by itself, and begins no other rotation meanwhile.",
	},
	RotationAbandoned: {
		title: "Rotation was given up",
		happened:
			"Secrets Manager took AWSPENDING from the version of a rotation, because somebody stored another version. If the rotation had come to the database already, the database has a password that is not the current one.",
	},
	TestRotationFailed: {
		title: "The test of a rotation failed",
		happened: "Rotation was turned on without rotating at once, and the rotation function could not do what it will have to.",
	},
};

/** The alert of an event that opens or closes an incident; what opens it first gives it its id, so that retries of a rotation are told once. */
function rotationAlert({ what, secret, message }: RotationNews, since: number, at: number): Alert {
	const [, partition = "aws", , region = "-", account = "-"] = secret.split(":");
	const name = secret.split(":").slice(6).join(":");
	const failure = failures[what];
	const fingerprint = digestOf("rotation", account, region, secret);
	const said = message === undefined ? "" : ` Secrets Manager says: ${alertText(message, 400)}`;
	return {
		schema: alertSchemaVersion,
		type: "alert",
		id: digestOf(fingerprint, failure ? "open" : "closed", failure ? what : "", String(since)),
		fingerprint,
		kind: "system",
		status: failure ? "open" : "closed",
		severity: "high",
		title: alertText(failure ? `${failure.title}: ${name}` : `Rotation works again: ${name}`, 200),
		detail: alertText(
			failure
				? `${failure.happened} First see what is the matter: parapet rotate status --secret ${secret} – then what the database accepts: parapet rotate repair --secret ${secret} (it changes nothing without --apply). The log of the rotation function says why.${said}`
				: `Secrets Manager says that ${what === "TestRotationSucceeded" ? "the test of its rotation" : "its rotation"} succeeded. (${secret})`,
			1500,
		),
		partition,
		account,
		region,
		frameworks: [],
		observedAt: new Date(at).toISOString(),
		snapshot: { from: what, to: what },
	};
}

/**
 * Tells of a rotation that failed or was given up, once until it succeeds, and then that it did. Events that are older than what is known change nothing. `at`:
 * when it happened, milliseconds since the epoch. Gives what was told, or undefined.
 */
export async function tellRotation(
	news: RotationNews,
	at: number,
	{ state, inbox }: { readonly state: ObjectStore; readonly inbox: Store },
): Promise<Alert["status"] | undefined> {
	const key = stateKey(news.secret);
	const stored = await state.get(key);
	const known = stored && (JSON.parse(Buffer.from(stored.body).toString()) as RotationState);
	if (known && at < known.at) return undefined;
	const failed = failures[news.what] !== undefined;
	const open = known?.open;
	// A test that succeeds says nothing of a rotation that did not.
	if (news.what === "TestRotationSucceeded" && open?.what !== "TestRotationFailed") return undefined;
	const same = failed && open?.what === news.what;
	const tell = failed ? !same : open !== undefined;
	if (tell) {
		const alert = rotationAlert(news, failed ? at : (open?.since ?? at), at);
		// Kept before it is remembered that it was; twice it is the same.
		await enqueueAlerts(inbox, alert.id, alert.observedAt, [alert]);
	}
	const next: RotationState = {
		secret: news.secret,
		at,
		...(failed ? { open: same && open ? open : { what: news.what, since: at } } : {}),
	};
	const body = Buffer.from(`${JSON.stringify(next)}\n`);
	if (!(await state.put(key, body, "application/json", stored ? { etag: stored.etag } : { absent: true })))
		throw new Error("Another event of the same secret was dealt with at the same time.");
	return tell ? (failed ? "open" : "closed") : undefined;
}
