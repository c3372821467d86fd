import { createHash, createHmac } from "node:crypto";

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/**
 * Is a presigned GET of these keys, by Signature Version 4 as AWS documents it? `headers` are those that come with it, in lower case. Written for tests, from
 * nothing that signs in the product.
 */
export function isSignedBy(url: URL, headers: Readonly<Record<string, string>>, secret: string): boolean {
	const parameter = (name: string) => url.searchParams.get(name) ?? "";
	const names = parameter("X-Amz-SignedHeaders").split(";");
	const query = url.search
		.slice(1)
		.split("&")
		.filter((pair) => !pair.startsWith("X-Amz-Signature="))
		.sort()
		.join("&");
	const canonical = ["GET", url.pathname, query, ...names.map((name) => `${name}:${headers[name]}`), "", names.join(";"), hash("")].join(
		"\n",
	);
	const [, ...scope] = parameter("X-Amz-Credential").split("/");
	const key = scope.reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secret}`);
	const text = ["AWS4-HMAC-SHA256", parameter("X-Amz-Date"), scope.join("/"), hash(canonical)].join("\n");
	return hmac(key, text).toString("hex") === parameter("X-Amz-Signature");
}
