import { describe, expect, it } from "vitest";
import { isStrongCipherList } from "../../../../shared/rules/rds-parameters/judge/tls.ts";

describe("a list of cipher suites", () => {
	it.each([
		"HIGH:!aNULL:!3DES",
		"HIGH:!aNULL",
		"high:!anull",
		"ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256",
		"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
		"AES128-SHA",
		"ECDHE+AESGCM",
		"HIGH:+3DES:!aNULL",
		"HIGH:-RC4:!aNULL",
		"HIGH:RC4:!RC4:!aNULL",
		"AESGCM:!aNULL:@STRENGTH",
	])("is strong: %s", (list) => {
		expect(isStrongCipherList(list)).toBe(true);
	});

	it.each([
		"",
		"!aNULL",
		"HIGH",
		"AESGCM",
		"AES128:AES256",
		"HIGH:-aNULL",
		"HIGH:!3DES",
		"ALL:!aNULL",
		"DEFAULT:!aNULL",
		"HIGH:MEDIUM:+3DES:!aNULL",
		"HIGH:MEDIUM:+3DES:!aNULL:!RC4",
		"HIGH:!aNULL:RC4-SHA",
		"HIGH:!aNULL 3DES",
		"DES-CBC3-SHA",
		"ECDHE-RSA-DES-CBC3-SHA",
		"TLS_RSA_WITH_3DES_EDE_CBC_SHA",
		"TLS_RSA_WITH_RC4_128_MD5",
		"NULL-SHA256",
		"ADH-AES256-SHA",
		"AECDH-AES256-SHA",
		"TLS_DH_anon_WITH_AES_128_CBC_SHA",
		"EXP-RC2-CBC-MD5",
		"LOW:!aNULL",
		"EXPORT:!aNULL",
		"IDEA-CBC-SHA",
		"SEED-SHA",
		"aRSA+RC4",
		"COMPLEMENTOFDEFAULT:!aNULL",
		"COMPLEMENTOFALL:!aNULL",
		"eNULL",
		"RC2",
		"AES128-MD5",
	])("is weak: %s", (list) => {
		expect(isStrongCipherList(list)).toBe(false);
	});
});
