import { describe, expect, it } from "vitest";
import { eksToken } from "../../shared/aws/eks-token.ts";

const now = Date.UTC(2026, 5, 15, 12);
const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

const tokenFor = (region: string, more: { sessionToken?: string; expiration?: Date } = {}, cluster = "prod") =>
	eksToken({ cluster, region, now, credentials: async () => ({ ...keys, ...more }) });

const urlIn = (token: string) => new URL(Buffer.from(token.slice("k8s-aws-v1.".length), "base64url").toString());

describe("the token for the API server of an EKS cluster", () => {
	it("is a presigned GetCallerIdentity of the regional STS endpoint that names the cluster in a signed header", async () => {
		const { token } = await tokenFor("eu-west-1", { sessionToken: "a+b/c==" });
		expect(token).toMatch(/^k8s-aws-v1\.[A-Za-z0-9_-]+$/);
		const url = urlIn(token);
		expect(`${url.protocol}//${url.host}${url.pathname}`).toBe("https://sts.eu-west-1.amazonaws.com/");
		expect(Object.fromEntries(url.searchParams)).toEqual({
			Action: "GetCallerIdentity",
			Version: "2011-06-15",
			"X-Amz-Algorithm": "AWS4-HMAC-SHA256",
			"X-Amz-Credential": "AKIAIOSFODNN7EXAMPLE/20260615/eu-west-1/sts/aws4_request",
			"X-Amz-Date": "20260615T120000Z",
			"X-Amz-Expires": "60",
			"X-Amz-SignedHeaders": "host;x-k8s-aws-id",
			"X-Amz-Security-Token": "a+b/c==",
			// What botocore, the signer of `aws eks get-token`, gives for the same keys, time and cluster.
			"X-Amz-Signature": "0ff27184f32e92c6503fae7d36cdaaa4dcf2ff341da7d7df588f08d38d39686f",
		});
	});

	it("is signed for the endpoint of the region's partition", async () => {
		const china = urlIn((await tokenFor("cn-north-1")).token);
		expect(china.host).toBe("sts.cn-north-1.amazonaws.com.cn");
		// By botocore too.
		expect(china.searchParams.get("X-Amz-Signature")).toBe("6888b85191022f0b2000b27346055a83e5b0786624b9b7154a9008d620657299");
		expect(urlIn((await tokenFor("us-gov-west-1")).token).host).toBe("sts.us-gov-west-1.amazonaws.com");
		expect(urlIn((await tokenFor("us-iso-east-1")).token).host).toBe("sts.us-iso-east-1.c2s.ic.gov");
	});

	it("is good for one cluster only", async () => {
		const [prod, test] = await Promise.all([tokenFor("eu-west-1"), tokenFor("eu-west-1", {}, "test")]);
		const signature = ({ token }: { token: string }) => urlIn(token).searchParams.get("X-Amz-Signature");
		expect(signature(prod)).not.toBe(signature(test));
	});

	it("is renewed after 14 minutes, or earlier when its keys expire", async () => {
		expect((await tokenFor("eu-west-1")).expires).toBe(now + 14 * 60_000);
		expect((await tokenFor("eu-west-1", { expiration: new Date(now + 60_000) })).expires).toBe(now + 60_000);
		expect((await tokenFor("eu-west-1", { expiration: new Date(now + 3_600_000) })).expires).toBe(now + 14 * 60_000);
	});
});
