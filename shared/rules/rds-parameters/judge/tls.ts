import { isSince, type Server } from "./engine.ts";
import { between, items, on, oneOf, type Question, type Requirement } from "./requirement.ts";

/** The server refuses connections without TLS. */
export const tlsRequired: Question = (engine) => {
	switch (engine.family) {
		case "postgres":
		case "sqlserver":
			return [on("rds.force_ssl")];
		case "mysql":
			return [on("require_secure_transport")];
		case "mariadb":
			return isSince(engine, 10, 5) ? [on("require_secure_transport")] : "MariaDB has require_secure_transport from 10.5 on";
		case "oracle":
			return "Oracle encrypts by options, which rds-instance-oracle-encryption-in-transit judges";
		default:
			return `RDS documents no parameter that makes ${engine.name} refuse plaintext connections`;
	}
};

const protocols = ["tlsv1", "tlsv1.1", "tlsv1.2", "tlsv1.3"];

/** The server speaks no TLS older than `minimum` (TLSv1.2 or TLSv1.3). */
export const tlsAtLeast =
	(minimum: string): Question =>
	(engine) => {
		const modern = protocols.slice(protocols.indexOf(minimum.toLowerCase()));
		switch (engine.family) {
			case "postgres":
				if (!isSince(engine, 12)) return "PostgreSQL has ssl_min_protocol_version from 12 on";
				return [
					{
						parameter: "ssl_min_protocol_version",
						wanted: `be at least ${minimum}`,
						accepts: (value) => modern.includes(value.trim().toLowerCase()),
					},
				];
			case "mysql":
			case "mariadb":
				return [
					{
						parameter: "tls_version",
						wanted: `list nothing older than ${minimum}`,
						accepts: (value) => items(value).length > 0 && items(value).every((protocol) => modern.includes(protocol)),
					},
				];
			case "sqlserver":
				return [
					oneOf("rds.tls10", "disabled"),
					oneOf("rds.tls11", "disabled"),
					// RDS itself needs TLS 1.2 and does not let anybody switch it off.
					oneOf("rds.tls12", ...(minimum === "TLSv1.3" ? ["disabled"] : ["default", "enabled"])),
				];
			case "oracle":
				return "Oracle takes its TLS versions from the SSL option";
			default:
				return `RDS documents no TLS version parameter for ${engine.name}`;
		}
	};

/** The server offers no cipher suite that is broken or anonymous. */
export const strongCiphers: Question = (engine, server) => {
	switch (engine.family) {
		case "postgres":
			// From 14 on, and on Aurora, RDS does not publish what it offers when the group names no list; nobody can have weakened it.
			if ((engine.aurora || isSince(engine, 14)) && isValueless(server, "ssl_ciphers"))
				return "its parameter group names no ssl_ciphers, so that RDS chooses the suites";
			return [{ parameter: "ssl_ciphers", wanted: "offer no weak or anonymous cipher suites", accepts: isStrongCipherList }];
		case "sqlserver":
			return [oneOf("rds.rc4", "disabled"), oneOf("rds.3des168", "disabled"), diffieHellman];
		case "mysql":
		case "mariadb":
			return `the cipher list of ${engine.name} is not judged: the engine refuses broken suites by itself`;
		default:
			return `RDS documents no cipher parameter for ${engine.name}`;
	}
};

/** Is the parameter in the group without a value of its own? */
const isValueless = ({ parameters }: Server, name: string): boolean =>
	"value" in parameters && parameters.value[name] !== undefined && parameters.value[name].value === undefined;

const diffieHellman: Requirement = between("rds.diffie-hellman-min-key-bit-length", 2048, Number.POSITIVE_INFINITY, "bits");

const weak = new Set(
	"ALL COMPLEMENTOFALL COMPLEMENTOFDEFAULT DEFAULT LOW MEDIUM EXP EXPORT NULL ENULL ANULL ADH AECDH ANON DES 3DES RC2 RC4 IDEA SEED MD5".split(
		" ",
	),
);
/** Keywords that stand for suites with and without authentication. */
const broad = /^(HIGH|AES|AES128|AES256|AESGCM|AESCCM|CAMELLIA)$/;

/**
 * Does an OpenSSL cipher list (or a list of suite names) offer only suites that encrypt well and authenticate? `!` bars for good, `-` and
 * `+` add nothing.
 */
export function isStrongCipherList(list: string): boolean {
	const tokens = list
		.toUpperCase()
		.split(/[:,\s]+/)
		.filter((token) => token !== "");
	const barred = new Set(tokens.filter((token) => token.startsWith("!")).map((token) => token.slice(1)));
	const offered = tokens.filter((token) => !/^[!\-+@]/.test(token));
	return (
		offered.length > 0 &&
		offered.every((token) => {
			const parts = token.split(/[-_+]/);
			if (parts.some((part) => barred.has(part))) return true;
			return !parts.some((part) => weak.has(part)) && (!broad.test(token) || barred.has("ANULL"));
		})
	);
}
