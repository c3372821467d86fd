import { type Severity, severityRank } from "../../../core/severity.ts";

/** What a client's TLS mode is worth. */
export interface Grade {
	/** Absent when nothing is wrong with it. */
	readonly severity?: Severity;
	/** Completes "<client> …". */
	readonly says: string;
}

const verified: Grade = { says: "verifies the server by name" };
const issuer: Grade = { severity: "low", says: "verifies the issuer of the certificate but not the name of the server" };
const unverified: Grade = { severity: "medium", says: "encrypts but does not say that it verifies the server" };
const optional: Grade = { severity: "high", says: "goes on in plaintext when TLS is refused" };
const plaintext: Grade = { severity: "high", says: "switches TLS off" };
/** What drivers do when nothing is said: libpq and MySQL prefer TLS, others do without. */
export const unsaid: Grade = { severity: "high", says: "does not ask for TLS" };

/** By mode in lower case without separators: of libpq, of MySQL and MariaDB, of Go and JavaScript drivers, and plain switches. */
const grades: Readonly<Record<string, Grade>> = {
	verifyfull: verified,
	verifyidentity: verified,
	verifyca: issuer,
	require: unverified,
	required: unverified,
	noverify: unverified,
	skipverify: unverified,
	trust: unverified,
	true: unverified,
	on: unverified,
	yes: unverified,
	"1": unverified,
	prefer: optional,
	preferred: optional,
	allow: optional,
	disable: plaintext,
	disabled: plaintext,
	false: plaintext,
	off: plaintext,
	no: plaintext,
	"0": plaintext,
};

/** The grade of a mode; undefined for one that is not known. */
export function gradeOf(mode: string): Grade | undefined {
	const key = mode.toLowerCase().replace(/[-_\s]/g, "");
	return Object.hasOwn(grades, key) ? grades[key] : undefined;
}

/** The worse of two. */
export const worse = (a: Severity, b: Severity): Severity => (severityRank(a) <= severityRank(b) ? a : b);
