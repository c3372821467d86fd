import * as z from "zod";

/** How Parapet itself reached a database server; without credentials. */
export const ScanConnection = z.strictObject({
	host: z.string(),
	port: z.int(),
	database: z.string(),
	user: z.string(),
	/** verify-full checks the server's certificate and name, verify-ca only the certificate, require neither, disable is plaintext. */
	tlsMode: z.enum(["disable", "require", "verify-ca", "verify-full"]),
	/** What the scanner proved itself with. */
	authentication: z.enum(["iam", "password", "none"]),
});
export type ScanConnection = z.infer<typeof ScanConnection>;

/** TLS of one session as the server reports it. */
export const SessionTls = z.strictObject({ version: z.string(), cipher: z.string() });

/** The RDS instance or cluster behind the endpoint, when the same scan found it. */
export const hostedBy = z.string().optional();
