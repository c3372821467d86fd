import { describe, expect, it } from "vitest";
import { Unobserved } from "../../shared/core/observed.ts";
import {
	accountOf,
	allowsAction,
	coversAction,
	coversResource,
	foreignAccounts,
	parsePolicy,
	publicStatements,
} from "../../shared/core/policy.ts";

const own = "111122223333";
const other = "444455556666";
/** An IAM policy variable. */
const variable = (name: string) => `\${aws:${name}}`;
type Written = Record<string, unknown>;
const policy = (...statements: Written[]) => ({ json: JSON.stringify({ Version: "2012-10-17", Statement: statements }) });
const allow = (more: Written = {}): Written => ({ Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*", ...more });
const deny = (more: Written = {}): Written => ({ ...allow(more), Effect: "Deny" });
const statement = (written: Written) => {
	const [parsed] = parsePolicy(policy(written));
	if (!parsed) throw new Error("no statement");
	return parsed;
};

describe("parsePolicy", () => {
	it("makes a list of every element", () => {
		expect(
			statement({
				Sid: "One",
				Effect: "Allow",
				Principal: { AWS: own, Service: ["rds.amazonaws.com"] },
				Action: "kms:Decrypt",
				Resource: "*",
				Condition: { StringEquals: { "kms:ViaService": "rds.eu-west-1.amazonaws.com" }, Bool: { "aws:SecureTransport": true } },
			}),
		).toEqual({
			sid: "One",
			effect: "Allow",
			principals: [
				{ type: "AWS", values: [own] },
				{ type: "Service", values: ["rds.amazonaws.com"] },
			],
			actions: ["kms:Decrypt"],
			resources: ["*"],
			conditions: [
				{ operator: "StringEquals", key: "kms:viaservice", values: ["rds.eu-west-1.amazonaws.com"] },
				{ operator: "Bool", key: "aws:securetransport", values: ["true"] },
			],
		});
	});

	it("keeps the Not elements apart", () => {
		expect(statement({ Effect: "Deny", NotPrincipal: "*", NotAction: "iam:*", NotResource: ["a", "b"] })).toEqual({
			effect: "Deny",
			principals: [],
			notPrincipals: "*",
			actions: [],
			notActions: ["iam:*"],
			resources: [],
			notResources: ["a", "b"],
			conditions: [],
		});
	});

	it("accepts one statement without a list, and element names in any case", () => {
		const document = { json: '{"statement":{"EFFECT":"Allow","principal":"*","action":"kms:*","RESOURCE":"*"}}' };
		expect(parsePolicy(document)).toMatchObject([{ effect: "Allow", principals: "*", actions: ["kms:*"] }]);
	});

	it.each([
		["text that is not JSON", "{"],
		["JSON that is not an object", "[]"],
		["null", "null"],
		["an object without statements", "{}"],
		["a statement that is not an object", '{"Statement":["x"]}'],
		["a foreign effect", '{"Statement":{"Effect":"allow","Action":"*"}}'],
		["a statement without an action", '{"Statement":{"Effect":"Allow","Resource":"*"}}'],
		["a principal that is no principal", '{"Statement":{"Effect":"Allow","Action":"*","Principal":7}}'],
		["a condition that is no condition", '{"Statement":{"Effect":"Allow","Action":"*","Condition":{"Bool":"x"}}}'],
	])("does not take %s for a policy", (_name, json) => {
		expect(() => parsePolicy({ json })).toThrow(Unobserved);
	});
});

describe("actions", () => {
	it.each([
		[{ Action: "*" }, true],
		[{ Action: "KMS:*" }, true],
		[{ Action: "kms:Dec*" }, true],
		[{ Action: "kms:decryp?" }, true],
		[{ Action: ["s3:*", "kms:decrypt"] }, true],
		[{ Action: "kms:Encrypt" }, false],
		[{ Action: undefined, NotAction: "iam:*" }, true],
		[{ Action: undefined, NotAction: ["iam:*", "kms:*"] }, false],
	])("%j speaks of kms:Decrypt: %s", (element, expected) => {
		expect(allowsAction(statement(allow(element)), "kms:Decrypt")).toBe(expected);
		expect(coversAction(statement(deny(element)), "kms:Decrypt")).toBe(expected);
	});

	it("a Deny allows nothing", () => {
		expect(allowsAction(statement(deny()), "kms:Decrypt")).toBe(false);
	});
});

describe("resources", () => {
	const key = "arn:aws:kms:eu-west-1:111122223333:key/1";
	it.each([
		[{ Resource: "*" }, key, true],
		[{ Resource: "arn:aws:kms:*:*:key/*" }, key, true],
		[{ Resource: ["x", key] }, key, true],
		[{ Resource: undefined }, key, true],
		[{ Resource: key }, "*", false],
		[{ Resource: "ARN:*" }, key, false],
		[{ Resource: undefined, NotResource: "arn:aws:s3:::*" }, key, true],
		[{ Resource: undefined, NotResource: key }, key, false],
		[{ Resource: undefined, NotResource: key }, "*", false],
		[{ Resource: undefined, NotResource: "arn:aws:kms:*:*:key/2" }, "arn:aws:kms:*:444455556666:*", false],
		[{ Resource: undefined, NotResource: "arn:aws:s3:::?" }, "arn:aws:kms:*", true],
		[{ Resource: undefined, NotResource: ["arn:aws:s3:::*", key] }, key, false],
		[{ Resource: undefined, NotResource: key }, `${key}0`, true],
		[{ Resource: undefined, NotResource: "arn:aws:kms:*:*:key/2" }, "arn:aws:kms:eu-*:*:key/1", false],
		[{ Resource: undefined, NotResource: "arn:aws:kms:eu-*:*:key/2" }, "arn:aws:kms:*:*:key/1", false],
	])("%j covers %s: %s", (element, resource, expected) => {
		expect(coversResource(statement(allow(element)), resource)).toBe(expected);
	});
});

describe("publicStatements", () => {
	const isPublic = (...statements: Written[]) => publicStatements(policy(...statements)).length > 0;
	const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });

	it("returns the open statements alone", () => {
		const document = policy(
			allow({ Sid: "Closed", Principal: { AWS: own } }),
			allow({ Sid: "Open" }),
			deny({ Sid: "Deny", Action: "s3:*" }),
		);
		expect(publicStatements(document).map(({ sid }) => sid)).toEqual(["Open"]);
	});

	it.each([
		["the wildcard", { Principal: "*" }],
		["any AWS principal", { Principal: { AWS: "*" } }],
		["any AWS principal among others", { Principal: { Service: "s3.amazonaws.com", AWS: [own, "*"] } }],
		["the root of any account", { Principal: { AWS: "arn:aws:iam::*:root" } }],
		["everybody but one", { Principal: undefined, NotPrincipal: { AWS: own } }],
	])("%s is everybody", (_name, principal) => {
		expect(isPublic(allow(principal))).toBe(true);
	});

	it.each([
		["an account", { AWS: `arn:aws:iam::${other}:root` }],
		["a bare account id", { AWS: other }],
		["a service without a source", { Service: "sns.amazonaws.com" }],
		["a federated provider", { Federated: "*" }],
	])("%s is not everybody", (_name, principal) => {
		expect(isPublic(allow({ Principal: principal }))).toBe(false);
	});

	it.each([
		["StringEquals", "aws:PrincipalAccount", own],
		["stringequals", "AWS:principalaccount", [own, other]],
		["StringEqualsIgnoreCase", "aws:PrincipalAccount", own],
		["StringEquals", "kms:CallerAccount", own],
		["StringEquals", "aws:SourceAccount", variable("ResourceAccount")],
		["StringEquals", "aws:SourceOwner", own],
		["StringEquals", "aws:PrincipalOrgID", "o-1a2b3c"],
		["StringEquals", "aws:PrincipalOrgID", variable("ResourceOrgID")],
		["StringEquals", "aws:SourceOrgID", "o-1a2b3c"],
		["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-1a2b3c/r-1/ou-1/*"],
		["ForAnyValue:StringLike", "aws:SourceOrgPaths", "o-1a2b3c/*"],
		["StringLike", "aws:PrincipalArn", `arn:aws:iam::${own}:role/*`],
		["ArnLike", "aws:PrincipalArn", `arn:aws:iam::${own}:role/app-*`],
		["ArnEquals", "aws:SourceArn", "arn:aws:s3:::bucket"],
		["ArnLike", "aws:SourceVpcArn", `arn:aws:ec2:*:${own}:vpc/*`],
		["StringEquals", "aws:SourceVpc", "vpc-1"],
		["StringEquals", "aws:SourceVpce", ["vpce-1", "vpce-2"]],
		["StringEquals", "aws:VpceAccount", own],
		["StringEquals", "aws:VpceOrgID", "o-1a2b3c"],
		["ForAnyValue:StringLike", "aws:VpceOrgPaths", "o-1a2b3c/*"],
		["StringLike", "aws:userId", "AROAEXAMPLEID:*"],
		["StringEquals", "aws:PrincipalServiceName", "s3.amazonaws.com"],
		["Bool", "aws:PrincipalIsAWSService", "true"],
		["IpAddress", "aws:SourceIp", "203.0.113.0/24"],
		["StringEquals", "aws:PrincipalAccount", "*"],
		["StringNotEquals", "aws:PrincipalAccount", own, "public"],
		["StringEqualsIfExists", "aws:PrincipalOrgID", "o-1a2b3c", "public"],
		["ForAllValues:StringEquals", "aws:PrincipalOrgPaths", "o-1a2b3c/", "public"],
		["StringLike", "aws:PrincipalAccount", "*", "public"],
		["StringLike", "aws:PrincipalAccount", [own, "4444*"], "public"],
		["StringLike", "aws:PrincipalOrgID", "o-?", "public"],
		["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "*/r-1/", "public"],
		["StringEquals", "aws:PrincipalOrgID", variable("PrincipalOrgID"), "public"],
		["StringEquals", "aws:PrincipalOrgID", `x${variable("ResourceOrgID")}`, "public"],
		["ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/app", "public"],
		["ArnLike", "aws:SourceArn", "arn:aws:s3:::*", "public"],
		["ArnLike", "aws:SourceArn", "*", "public"],
		["ArnEquals", "aws:SourceArn", "arn:aws:sns:*:*:topic", "public"],
		["StringLike", "aws:userId", "*:session", "public"],
		["StringEquals", "aws:PrincipalTag/team", "data", "public"],
		["StringEquals", "aws:username", "admin", "public"],
		["StringEquals", "sts:ExternalId", "guess", "public"],
		["StringEquals", "kms:ViaService", "rds.eu-west-1.amazonaws.com", "public"],
		["Bool", "aws:SecureTransport", "true", "public"],
		["Bool", "aws:PrincipalIsAWSService", "false", "public"],
		["BoolIfExists", "aws:PrincipalIsAWSService", "true", "public"],
		["Bool", "aws:PrincipalIsAWSService", ["true", "false"], "public"],
		["StringEquals", "aws:PrincipalIsAWSService", "true", "public"],
		["StringLike", "aws:PrincipalArn", "role/app", "public"],
		["Null", "aws:PrincipalOrgID", "false", "public"],
		["IpAddress", "aws:SourceIp", "0.0.0.0/0", "public"],
		["IpAddress", "aws:SourceIp", ["0.0.0.0/1", "128.0.0.0/1"], "public"],
		["NotIpAddress", "aws:SourceIp", "203.0.113.0/24", "public"],
		["IpAddress", "aws:VpcSourceIp", "10.0.0.0/8", "public"],
	] as [string, string, unknown, string?][])("an Allow with %s %s %j is %s", (operator, key, value, expected) => {
		expect(isPublic(allow(when(operator, key, value)))).toBe(expected === "public");
	});

	it("one restricting condition among others is enough", () => {
		const condition = { Bool: { "aws:SecureTransport": "true" }, StringEquals: { "aws:PrincipalAccount": own } };
		expect(isPublic(allow({ Condition: condition }))).toBe(false);
	});

	it.each([
		["without a condition", deny()],
		["for all but an organisation", deny(when("StringNotEquals", "aws:PrincipalOrgID", "o-1"))],
		["for all but an organisation, if there is one", deny(when("StringNotEqualsIfExists", "aws:PrincipalOrgID", "o-1"))],
		["for all but some principals", deny(when("ArnNotLike", "aws:PrincipalArn", `arn:aws:iam::${own}:role/*`))],
		["for all but some principals by pattern", deny(when("StringNotLike", "aws:userId", "AROAEXAMPLE:*"))],
		["for all but some addresses", deny(when("NotIpAddress", "aws:SourceIp", "203.0.113.0/24"))],
		["for all but services", deny(when("BoolIfExists", "aws:PrincipalIsAWSService", "false"))],
		["for all but named ones", deny({ Principal: undefined, NotPrincipal: { AWS: own } })],
		["of more actions", deny({ Action: "*", ...when("StringNotEquals", "aws:PrincipalAccount", own) })],
	])("a Deny %s closes an open Allow", (_name, denial) => {
		expect(isPublic(denial, allow())).toBe(false);
	});

	it.each([
		["of another action", deny({ Action: "kms:Encrypt" })],
		["of another resource", deny({ Resource: "arn:aws:kms:eu-west-1:111122223333:key/1" })],
		["that names other actions only by exclusion", deny({ Action: undefined, NotAction: "iam:*" })],
		["of one principal", deny({ Principal: { AWS: other } })],
		["that excludes everybody", deny({ Principal: undefined, NotPrincipal: "*" })],
		["that excludes any account", deny({ Principal: undefined, NotPrincipal: { AWS: [own, "*"], Service: "s3.amazonaws.com" } })],
		["of plain HTTP", deny(when("Bool", "aws:SecureTransport", "false"))],
		["of an organisation", deny(when("StringEquals", "aws:PrincipalOrgID", "o-1"))],
		["for all but any account", deny(when("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/app"))],
		["of services", deny(when("Bool", "aws:PrincipalIsAWSService", "true"))],
		["for callers that have some other value", deny(when("ForAnyValue:StringNotEquals", "aws:PrincipalOrgPaths", "o-1/"))],
		[
			"that spares callers over TLS as well",
			deny({ Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" }, Bool: { "aws:SecureTransport": "false" } } }),
		],
	])("a Deny %s leaves an open Allow open", (_name, denial) => {
		expect(isPublic(denial, allow())).toBe(true);
	});

	it("a Deny is never public itself", () => {
		expect(isPublic(deny(when("Bool", "aws:SecureTransport", "false")))).toBe(false);
	});

	it("a Deny must cover every action and resource of the Allow", () => {
		expect(isPublic(deny(), allow({ Action: ["kms:Decrypt", "kms:Encrypt"] }))).toBe(true);
		expect(isPublic(deny({ Resource: "arn:a" }), allow({ Resource: ["arn:a", "arn:b"] }))).toBe(true);
		expect(isPublic(deny({ Action: "kms:*" }), allow({ Action: undefined, NotAction: "kms:Encrypt" }))).toBe(true);
		expect(isPublic(deny({ Action: "*", Resource: "arn:a" }), allow({ Resource: undefined, NotResource: "arn:b" }))).toBe(true);
		expect(isPublic(deny({ Action: "*" }), allow({ Action: undefined, NotAction: "kms:Encrypt" }))).toBe(false);
		expect(isPublic(deny(), allow({ Resource: undefined, NotResource: "arn:b" }))).toBe(false);
	});
});

describe("foreignAccounts", () => {
	const foreign = (...statements: Written[]) => foreignAccounts(policy(...statements), own);

	it("finds other accounts among principals, each once, sorted", () => {
		const users = [`arn:aws:iam::${other}:user/x`, own, `arn:aws:sts::222233334444:assumed-role/r/s`, other];
		expect(foreign(allow({ Principal: { AWS: users } }))).toEqual(["222233334444", other]);
	});

	it("finds them in any partition", () => {
		expect(foreign(allow({ Principal: { AWS: `arn:aws-cn:iam::${other}:root` } }))).toEqual([other]);
	});

	it.each(["aws:PrincipalAccount", "aws:SourceAccount", "aws:SourceOwner", "kms:CallerAccount"])(
		"finds them in %s of an open Allow",
		(key) => {
			expect(foreign(allow({ Condition: { StringEquals: { [key]: [own, other] } } }))).toEqual([other]);
		},
	);

	it.each(["aws:PrincipalArn", "aws:SourceArn"])("finds them in %s of an open Allow", (key) => {
		expect(foreign(allow({ Condition: { ArnLike: { [key]: `arn:aws:iam::${other}:role/*` } } }))).toEqual([other]);
	});

	it("finds the source account of a service, and the account of a federated provider", () => {
		const condition = { Condition: { StringEquals: { "aws:SourceAccount": other } } };
		expect(foreign(allow({ Principal: { Service: "sns.amazonaws.com" }, ...condition }))).toEqual([other]);
		expect(foreign(allow({ Principal: { AWS: own, Service: "sns.amazonaws.com" }, ...condition }))).toEqual([other]);
		expect(foreign(allow({ Principal: { Federated: `arn:aws:iam::${other}:saml-provider/x` } }))).toEqual([other]);
	});

	it.each([
		["a Deny", deny({ Principal: { AWS: other } })],
		[
			"a condition that only narrows named principals",
			allow({ Principal: { AWS: own }, Condition: { StringEquals: { "aws:SourceAccount": other } } }),
		],
		["a condition that excludes the account", allow({ Condition: { StringNotEquals: { "aws:PrincipalAccount": other } } })],
		["a key that names no account", allow({ Condition: { StringEquals: { "kms:EncryptionContext:account": other } } })],
		["a deleted principal and everybody", allow({ Principal: { AWS: ["AIDAEXAMPLE", "*"] } })],
		["a service", allow({ Principal: { Service: "sns.amazonaws.com" } })],
		["a canonical user", allow({ Principal: { CanonicalUser: other } })],
	])("finds none in %s", (_name, written) => {
		expect(foreign(written)).toEqual([]);
	});
});

it("accountOf reads ids and ARNs, nothing else", () => {
	expect(accountOf(own)).toBe(own);
	expect(accountOf(`arn:aws:iam::${own}:root`)).toBe(own);
	expect(accountOf("arn:aws:s3:::bucket")).toBeUndefined();
	expect(accountOf("1111222233334")).toBeUndefined();
	expect(accountOf("11112222333")).toBeUndefined();
	expect(accountOf(`x:aws:iam::${own}:root`)).toBeUndefined();
});
