import { describe, expect, it } from "vitest";
import { explainFailure } from "../../shared/aws/failure.ts";

const sdkError = (name: string, message = "why", more: object = {}) => Object.assign(new Error(message), { name, ...more });
const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });
const causeOf = (error: unknown) => explainFailure("rds", "DescribeDBInstances", error).cause;
const messageOf = (error: unknown) => explainFailure("rds", "DescribeDBInstances", error).message;

describe("The cause of a failed call", () => {
	it.each([
		"AccessDenied",
		"AccessDeniedException",
		"UnauthorizedOperation",
		"AuthorizationError",
		"AuthorizationErrorException",
		"NotAuthorized",
		"ClientNotAuthorizedException",
		"OptInRequired",
		"SubscriptionRequiredException",
		"InvalidClientTokenId",
		"UnrecognizedClientException",
		"AuthFailure",
		"ExpiredToken",
		"ExpiredTokenException",
		"SignatureDoesNotMatch",
		"InvalidSignatureException",
		"CredentialsProviderError",
		"AWSOrganizationsNotInUseException",
	])("is denied for %s", (name) => expect(causeOf(sdkError(name, "why", status(400)))).toBe("denied"));

	it.each(["Throttling", "ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded", "SlowDown"])(
		"is throttled for %s",
		(name) => expect(causeOf(sdkError(name, "why", status(400)))).toBe("throttled"),
	);

	it.each(["TimeoutError", "RequestTimeout", "RequestTimeoutException", "AbortError"])("is timeout for %s", (name) =>
		expect(causeOf(sdkError(name))).toBe("timeout"),
	);

	it.each([
		"ECONNREFUSED",
		"ECONNRESET",
		"ENOTFOUND",
		"EAI_AGAIN",
		"EHOSTUNREACH",
		"SELF_SIGNED_CERT_IN_CHAIN",
		"UNABLE_TO_VERIFY_LEAF_SIGNATURE",
	])("is network for %s", (code) => expect(causeOf(sdkError("Error", "why", { code }))).toBe("network"));

	it("is network when the connection breaks off, which the SDK calls a TimeoutError", () => {
		expect(causeOf(sdkError("TimeoutError", "socket hang up", { code: "ECONNRESET" }))).toBe("network");
		expect(causeOf(sdkError("TimeoutError", "socket hang up"))).toBe("network");
		expect(causeOf(sdkError("Error", "aborted Deserialization error: to see the raw response, inspect it"))).toBe("network");
	});

	it.each(["UnknownOperationException", "InvalidAction", "UnsupportedOperation", "NotImplemented"])("is unsupported for %s", (name) =>
		expect(causeOf(sdkError(name, "why", status(400)))).toBe("unsupported"),
	);

	it.each(["DBInstanceNotFound", "DBInstanceNotFoundFault", "NoSuchEntity", "ResourceNotFoundException", "InvalidGroup.NotFound"])(
		"is notFound for %s",
		(name) => expect(causeOf(sdkError(name, "why", status(404)))).toBe("notFound"),
	);

	it.each([
		[undefined, "malformed"],
		[200, "malformed"],
		[400, "unsupported"],
		[401, "denied"],
		[403, "denied"],
		[404, "unsupported"],
		[500, "unsupported"],
		[501, "unsupported"],
		[502, "network"],
		[503, "network"],
		[504, "network"],
	] as const)("for an answer with status %s that does not parse is %s", (statusCode, cause) => {
		const html = `Unexpected token '<', "<!doctype "... is not valid JSON`;
		expect(causeOf(Object.assign(new SyntaxError(html), { $response: { statusCode } }))).toBe(cause);
		expect(causeOf(sdkError("Error", "@aws-sdk XML parse error: mismatched tags", { $response: { statusCode } }))).toBe(cause);
	});

	it.each([
		[401, "denied"],
		[403, "denied"],
		[429, "throttled"],
		[501, "unsupported"],
		[500, "other"],
		[400, "other"],
	] as const)("for an unknown code with status %i is %s", (httpStatusCode, cause) =>
		expect(causeOf(sdkError("SomethingElse", "why", status(httpStatusCode)))).toBe(cause),
	);

	it("is found in what caused the error", () => {
		expect(causeOf(new Error("wrapped", { cause: sdkError("ExpiredTokenException") }))).toBe("denied");
		expect(causeOf(new Error("wrapped", { cause: new Error("plain") }))).toBe("other");
	});

	it.each([undefined, null, "text", 7])("is other for %s", (thrown) => expect(causeOf(thrown)).toBe("other"));
});

describe("The message of a failed call", () => {
	it("names the error and folds white space", () =>
		expect(messageOf(sdkError("AccessDenied", "not\n\t allowed "))).toBe("AccessDenied: not allowed"));

	it("is never empty", () => expect(messageOf(new Error(""))).toBe("No reason was given."));

	it("has at most 300 characters", () => {
		expect(messageOf(new Error("word ".repeat(100)))).toHaveLength(300);
		expect(messageOf(new Error("a b".repeat(100)))).toHaveLength(300);
		expect(messageOf(new Error("a b".repeat(100)))).not.toContain("…");
	});

	it("leaves out keys, tokens, signatures and the SDK's own advice", () => {
		const token = "FwoGZXIvYXdzE".repeat(10);
		const message = messageOf(
			sdkError(
				"SignatureDoesNotMatch",
				`The signature of AKIAIOSFODNN7EXAMPLE with ${token} differs. The Canonical String for this request should have been 'GET / secret'`,
			),
		);
		expect(message).toBe("SignatureDoesNotMatch: The signature of [key id] with […] differs.");
		expect(messageOf(sdkError("UnauthorizedOperation", `Not allowed. Encoded authorization failure message: ${token}`))).toBe(
			"UnauthorizedOperation: Not allowed.",
		);
		expect(messageOf(new Error("broken\n  Deserialization error: to see the raw response, inspect the hidden field"))).toBe("broken");
	});
});
