import { type Observed, seen } from "../observed.ts";
import type { Session } from "./session.ts";

const maximumNames = 20;

/** The different values, sorted, at most 20. */
export const distinct = (values: Iterable<string | undefined>): string[] =>
	[...new Set(values)]
		.filter((value) => value !== undefined && value !== "")
		.sort()
		.slice(0, maximumNames) as string[];

/** The earliest of times in ISO 8601. */
export const earliest = (times: readonly (string | undefined)[]): string | undefined =>
	times.reduce((first, time) => (time !== undefined && (first === undefined || time < first) ? time : first), undefined);

/** Start of the oldest session; unread when one of them is. */
export function oldestStart(sessions: readonly Session[]): Observed<string> {
	const times: string[] = [];
	for (const { startedAt } of sessions) {
		if ("unread" in startedAt) return startedAt;
		times.push(startedAt.value);
	}
	return seen(earliest(times) as string);
}

const versions = ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];
const rank = ({ tls: { version } }: Session): number => (version === undefined ? versions.length : versions.indexOf(version));

/** TLS of the session with the oldest version; all have it, or none. */
export function weakestTls(sessions: readonly Session[]): Session["tls"] {
	const weakest = sessions.reduce((a, b) => (rank(b) < rank(a) ? b : a));
	const { enabled, version, cipher } = weakest.tls;
	return { enabled, ...(version === undefined ? {} : { version }), ...(cipher === undefined ? {} : { cipher }) };
}
