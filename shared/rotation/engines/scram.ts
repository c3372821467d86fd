import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const iterations = 4096;

/**
 * What PostgreSQL keeps of a password, worked out here: the password itself is in no statement, and so in no log of the server. Only printable ASCII, for
 * which SASLprep (RFC 4013) changes nothing. Source: RFC 5802, section 3, and PostgreSQL's format of rolpassword.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
	if (!/^[ -~]+$/.test(password))
		throw new RangeError("A password of other characters than printable ASCII has no verifier that every client agrees on.");
	const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
	const clientKey = createHmac("sha256", salted).update("Client Key").digest();
	const storedKey = createHash("sha256").update(clientKey).digest("base64");
	const serverKey = createHmac("sha256", salted).update("Server Key").digest("base64");
	return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}
