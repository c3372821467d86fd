/** How much a way to prove who one is is worth: nothing at all, a password that can be read or guessed from what is sent, a password that cannot. */
export type Strength = "none" | "weak" | "password";

const none = ["trust"];
const weak = [
	"password",
	"md5",
	"ldap",
	"radius",
	"pam",
	"bsd",
	"ident",
	"mysql_native_password",
	"mysql_old_password",
	"mysql_clear_password",
	"authentication_pam",
	"authentication_ldap_simple",
	"dialog",
];
const passwords = [
	"scram-sha-256",
	"caching_sha2_password",
	"sha256_password",
	"ed25519",
	"client_ed25519",
	"parsec",
	"authentication_ldap_sasl",
];

/** The strength of a method, as PostgreSQL and MySQL name it; undefined for one that is not known here. */
export const strengthOf = (method: string): Strength | undefined =>
	none.includes(method) ? "none" : weak.includes(method) ? "weak" : passwords.includes(method) ? "password" : undefined;

/** Identities that a directory, a certificate or the platform vouches for. */
export const identities: readonly string[] = ["iam", "cert", "gss", "sspi", "peer", "oauth", "gssapi", "authentication_kerberos"];
