import type { Unread, UnreadCause } from "../core/observed.ts";
import type { AwsServiceName } from "./services.ts";

/** The longest message that is kept of a failure, in characters. */
const maximumLength = 300;

/** What an error of the SDK may carry; every part is optional because anything can be thrown. */
interface SdkFailure {
	readonly name?: unknown;
	readonly message?: unknown;
	readonly code?: unknown;
	readonly Code?: unknown;
	readonly cause?: unknown;
	readonly $metadata?: { readonly httpStatusCode?: number };
	readonly $response?: { readonly statusCode?: number };
}

const denied =
	/AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|Forbidden|OptInRequired|SubscriptionRequired|InvalidClientTokenId|UnrecognizedClient|AuthFailure|ExpiredToken|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|PendingVerification|RegionDisabled|NotSignedUp|CredentialsProviderError|TokenProviderError|AWSOrganizationsNotInUse/i;
const throttled =
	/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|BandwidthLimitExceeded|PriorRequestNotComplete|ProvisionedThroughputExceeded/i;
const timeout = /Timeout|ETIMEDOUT|ESOCKETTIMEDOUT|AbortError/i;
// With case: in `DBInstanceNotFound` stands an ENOTFOUND.
const network =
	/ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPROTO|CERT_|SELF_SIGNED|UNABLE_TO_|ERR_TLS|NetworkingError|socket hang up|^aborted/;
const unsupported =
	/UnknownOperation|InvalidAction|UnsupportedOperation|OperationNotSupported|NotImplemented|UnrecognizedAction|UnsupportedCommand/i;
const notFound = /NotFound|NoSuch|ResourceNotFound|DoesNotExist|InvalidGroupId\.NotFound/i;

/** Turns whatever a call threw into the reason that findings and snapshots show. */
export function explainFailure(service: AwsServiceName, operation: string, error: unknown): Unread {
	return { service, operation, cause: causeOf(error), message: messageOf(error) };
}

function causeOf(error: unknown): UnreadCause {
	const failure = (typeof error === "object" && error !== null ? error : {}) as SdkFailure;
	const status = failure.$metadata?.httpStatusCode ?? failure.$response?.statusCode;
	const name = [failure.name, failure.code, failure.Code].filter((part) => typeof part === "string").join(" ");
	if (status === 501 || unsupported.test(name)) return "unsupported";
	if (denied.test(name)) return "denied";
	if (status === 429 || throttled.test(name)) return "throttled";
	// Before the time-outs, because the SDK calls a connection that breaks off a TimeoutError too.
	if (network.test(name) || network.test(String(failure.message ?? ""))) return "network";
	if (isUnreadable(failure)) return causeOfUnreadable(status);
	if (timeout.test(name)) return "timeout";
	if (notFound.test(name)) return "notFound";
	if (status === 401 || status === 403) return "denied";
	const { cause } = failure;
	return cause !== undefined && cause !== error ? causeOf(cause) : "other";
}

/** An answer that is no error of AWS's own: what an emulator or a proxy says, in HTML, of an operation that it does not have, or a broken page. */
function causeOfUnreadable(status: number | undefined): UnreadCause {
	if (status === undefined || status < 400) return "malformed";
	if (status === 401 || status === 403 || status === 407) return "denied";
	return status === 502 || status === 503 || status === 504 ? "network" : "unsupported";
}

/** Did the SDK fail to parse the answer? */
const isUnreadable = (failure: SdkFailure): boolean =>
	failure instanceof SyntaxError ||
	(typeof failure.message === "string" && /Deserialization error|is not valid JSON|XML parse error/i.test(failure.message));

/** Whitespace folded, signatures, keys and tokens cut, at most 300 characters. */
function messageOf(error: unknown): string {
	const { name, message } = (typeof error === "object" && error !== null ? error : { message: String(error) }) as SdkFailure;
	const text = [typeof name === "string" && name !== "Error" ? name : undefined, typeof message === "string" ? message : undefined]
		.filter((part) => part !== undefined && part !== "")
		.join(": ");
	const folded = redact(text.replace(/\s+/g, " ").trim());
	return folded.length > maximumLength ? `${folded.slice(0, maximumLength - 1)}…` : folded || "No reason was given.";
}

const redact = (text: string): string =>
	text
		.replace(/\s*Deserialization error: to see the raw response.*$/, "")
		// AWS repeats the signed request, session token included, when signatures differ.
		.replace(/The Canonical String for this request should have been.*$/i, "")
		.replace(/Encoded authorization failure message: \S+/i, "")
		.replace(/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b/g, "[key id]")
		.replace(/[A-Za-z0-9+/_=-]{80,}/g, "[…]")
		.trim();
