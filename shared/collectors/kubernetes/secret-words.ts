import { unknownPart } from "./environment.ts";

/** A name in upper case with one separator: `spring.datasource.password` and `dbPassword` are told by the same words. */
export const wordsOf = (name: string): string =>
	name
		.replace(/([a-z\d])([A-Z])/g, "$1_$2")
		.replace(/[^A-Za-z\d]+/g, "_")
		.toUpperCase();

/** Does the name say that its value is a password? Switches about passwords, and names of files, are none. */
export function namesPassword(name: string): boolean {
	const words = wordsOf(name);
	if (/(ALLOW_EMPTY|RANDOM|EMPTY_ROOT)/.test(words) || /^(OLD)?PWD$/.test(words)) return false;
	return (
		/(^|_)(\w*PASSWORD|\w*PASSWD|\w*PASSPHRASE|PASS|PWD|PGPASS)\d?$/.test(words) && !/(^|_)(FILE|PATH|MIN|MAX)_\w*PASS\w*$/.test(words)
	);
}

/** Parameters with a dot belong to extensions or to the application, which keeps there what it likes; of these it is known what they hold. */
const knownExtensions =
	/^(pgaudit|pgauditlogtofile|auto_explain|pg_stat_statements|pg_stat_monitor|credcheck|passwordcheck|plpgsql|rds|timescaledb|cron|set_user|(loose_)?validate_password)\./i;

const namesSecret = (name: string): boolean =>
	/^(loose_)?init_(connect|file|slave|replica)$|keyring|vault|_auth$|passw|passphrase|passwd|secret|token|credential|conninfo|_command$|^command|api_?key|access_?key|private_?key|encryption_?key|sst_auth|auth_string|radius|ldapbind|(^|[._])(?<!ssl_)key$/i.test(
		name,
	) &&
	!/^(password_encryption|validate_password|default_password_lifetime|password_(history|require_current|reuse_interval))|_tokenizer/i.test(
		name,
	);

/** May the value of a setting or option of that name be a secret, or hold one? Paths of keys and certificates are none. */
export const mayHoldSecret = (name: string): boolean => (name.includes(".") && !knownExtensions.test(name)) || namesSecret(name);

/** Does a text hold something like a password: in a URL, or as an option? */
export const holdsSecret = (value: string): boolean =>
	/:\/\/[^\s/@]*:[^\s@]*@/.test(value) ||
	/(passw(or)?d|passphrase|pwd|secret|token|sst[-_]auth|bind_?passwd)\s*[=:]|--?pass\w*\s+[^-\s]|identified\s+(by|with)\b/i.test(value);

/** Is the value a reference that something else resolves, a truth value, or a mask, rather than a secret? */
export function isNoSecret(value: string): boolean {
	const bare = value.trim().replace(/^(["'])(.*)\1$/s, "$2");
	return (
		bare === "" ||
		bare.includes(unknownPart) ||
		/^(true|false|yes|no|null|none|nil|undefined|[*x]+|<[^<>]*>)$/i.test(bare) ||
		/^\$[A-Z_][A-Z\d_]*$/.test(bare) ||
		/^(\$\{[^{}]*\}|\$\([^()]*\)|\{\{.*\}\}|%\([^()]*\)s?)$/s.test(bare) ||
		/^(vault:|ref\+[a-z]|op:\/\/|arn:aws[\w-]*:(secretsmanager|ssm):|aws(sm|ssm|secret)\w*:|secretsmanager:|ssm:|gcp?sm:|azurekeyvault:|file:|enc\[|\/(run|var\/run|etc|mnt|vault)\/)/i.test(
			bare,
		)
	);
}
