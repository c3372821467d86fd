import { describe, expect, it } from "vitest";
import { holdsSecret, mayHoldSecret, namesPassword } from "../../../shared/collectors/kubernetes/secret-words.ts";
import { collectFrom, configMap, container, controller, known } from "../../support/kubernetes/fake-api.ts";

const canary = "CanaryS3cret";

async function found(more: object, image?: string) {
	const base = image === undefined ? container() : container({ image });
	const { one, resources, errors } = await collectFrom([
		controller("Deployment", "api", { containers: [{ ...base, ...more }] }),
		configMap("app", { DB_PASSWORD: canary, url: `postgres://a:${canary}@db/o`, "plain.key": "x" }),
	]);
	expect(JSON.stringify({ resources, errors })).not.toContain(canary);
	return known(one("kubernetes.Workload", "api").plaintextCredentials).map(({ place, reason }) => `${reason}: ${place}`);
}

describe("passwords in the open", () => {
	it.each([
		"DB_PASSWORD",
		"PGPASSWORD",
		"POSTGRES_PASSWORD",
		"MYSQL_ROOT_PASSWORD",
		"MYSQL_PWD",
		"SPRING_DATASOURCE_PASSWORD",
		"spring.datasource.password",
		"dbPassword",
		"DB_PASS",
		"ADMIN_PASSWD",
		"KEY_PASSPHRASE",
	])("are named by the variable %s", async (name) => {
		expect(await found({ env: [{ name, value: canary }] })).toEqual([`passwordVariable: ${name}`]);
	});

	it.each([
		["ALLOW_EMPTY_PASSWORD", "yes"],
		["MYSQL_RANDOM_ROOT_PASSWORD", "1"],
		["DB_PASSWORD_FILE", "/run/secrets/db"],
		["DB_PASSWORD", ""],
		["DB_PASSWORD", "/run/secrets/db"],
		["DB_PASSWORD", "$" + "{DB_PASSWORD}"],
		["DB_PASSWORD", "vault:secret/data/db#password"],
		["DB_PASSWORD", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db"],
		["DB_PASSWORD", "<set me>"],
		["RESET_PASSWORD", "true"],
		["PWD", "/app"],
		["PASSWORD_MIN_LENGTH", "12"],
		["COMPASS", "north"],
		["DB_URL", "postgres://app@db/o"],
		["DB_URL", "postgres://app:***@db/o"],
		["DB_URL", "jdbc:sqlserver://db;user=a;password=$" + "{DB_PASSWORD}"],
		["APP_JSON", '{"db":{"password":"$' + '{DB_PASSWORD}","fields":["password"]}}'],
		["DB_URL", "jdbc:oracle:thin:@db:1521/x"],
		["SITE", "https://example.com/a:b@c"],
	])("are not %s=%s", async (name, value) => {
		expect(await found({ env: [{ name, value }] })).toEqual([]);
	});

	it.each([
		`postgres://app:${canary}@db/o`,
		`redis://:${canary}@cache:6379`,
		`jdbc:sqlserver://db;user=a;password=${canary};encrypt=true`,
		`jdbc:oracle:thin:a/${canary}@db:1521/x`,
		`{"spring.datasource.password":"${canary}"}`,
		`jdbc:mysql://db/o?user=a&password=${canary}`,
		`host=db user=a password=${canary}`,
		`Server=db;Database=o;User Id=a;Password=${canary};`,
		`a:${canary}@tcp(db)/o`,
	])("stand in %s", async (value) => {
		expect(await found({ env: [{ name: "STORE", value }] })).toEqual(["passwordInUrl: STORE"]);
	});

	it("come from ConfigMaps, which are named", async () => {
		expect(
			await found({
				envFrom: [{ prefix: "X_", configMapRef: { name: "app" } }],
				env: [{ name: "STORE", valueFrom: { configMapKeyRef: { name: "app", key: "url" } } }],
			}),
		).toEqual([
			"passwordVariable: X_DB_PASSWORD (ConfigMap app)",
			"passwordInUrl: X_url (ConfigMap app)",
			"passwordInUrl: STORE (ConfigMap app, key url)",
		]);
	});

	it("come from other variables, unless those come from a Secret", async () => {
		const env = [
			{ name: "A", value: canary },
			{ name: "B", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
			{ name: "DB_PASSWORD", value: "$(A)" },
			{ name: "OTHER_PASSWORD", value: "$(B)" },
			{ name: "THIRD_PASSWORD", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
		];
		expect(await found({ env })).toEqual(["passwordVariable: DB_PASSWORD"]);
	});

	it.each<[string, string[], string[]]>([
		["an option with its value", ["/app", `--db-password=${canary}`], ["argument: argument 2"]],
		["an option and the next argument", ["/app", "--password", canary], ["argument: argument 2"]],
		["MySQL's -p", ["mysqldump", `-p${canary}`, "orders"], ["argument: argument 2"]],
		["a shell's line", ["sh", "-c", `PGPASSWORD=${canary} psql -h db`], ["argument: argument 3"]],
		["MySQL's -p in a shell's line", ["sh", "-c", `mysql -u root -p${canary} orders`], ["argument: argument 3"]],
		["a URL in a shell's line", ["sh", "-c", `exec app postgres://a:${canary}@db/o`], ["argument: argument 3"]],
		["a URL as an option", ["/app", `--dsn=postgres://a:${canary}@db/o`], ["argument: argument 2"]],
	])("stand in the command: %s", async (_, command, expected) => {
		expect(await found({ command })).toEqual(expected);
	});

	it.each<[string, string[]]>([
		["a reference of the shell", ["sh", "-c", 'PGPASSWORD=$DB_PASSWORD psql "postgres://a:$PW@db/o" && mysql -p"$PW"']],
		["an option without a value", ["mysql", "-p", "--password", "--host=db"]],
		["-p of other programs", ["server", "-p8080"]],
		["a file", ["/app", "--password-file=/run/secrets/db"]],
	])("are not in the command: %s", async (_, command) => {
		expect(await found({ command })).toEqual([]);
	});

	it("never reach the settings of a database", async () => {
		await found(
			{
				env: [
					{ name: "POSTGRES_PASSWORD", value: canary },
					{ name: "POSTGRES_INITDB_ARGS", value: `--password=${canary}` },
					{ name: "POSTGRES_HOST_AUTH_METHOD", value: "trust" },
				],
				args: [
					"-c",
					`primary_conninfo=host=a password=${canary}`,
					"-c",
					`ssl_passphrase_command=echo ${canary}`,
					"-c",
					`app.jwt_secret=${canary}`,
					"-c",
					`archive_command=curl https://a:${canary}@b`,
					`--search_path=postgres://a:${canary}@db`,
				],
			},
			"postgres:18",
		);
		await found({ args: [`--wsrep_sst_auth=root:${canary}`, `--init-connect=SET PASSWORD = '${canary}'`] }, "mariadb:11");
	});
});

describe("words for secrets", () => {
	it.each([
		"password_encryption",
		"ssl_key_file",
		"ssl_key",
		"validate_password_policy",
		"default_password_lifetime",
		"log_connections",
		"innodb_ft_tokenizer",
		"pgaudit.log",
		"validate_password.policy",
		"rds.force_ssl",
		"shared_preload_libraries",
	])("%s holds none", (name) => {
		expect(mayHoldSecret(name)).toBe(false);
	});
	it.each([
		"primary_conninfo",
		"ssl_passphrase_command",
		"restore_command",
		"wsrep_sst_auth",
		"master_password",
		"app.key",
		"vault_token",
		"db.api_key",
		"app.jwt",
		"init_connect",
		"keyring_okv",
		"keyring_vault_auth",
	])("%s may hold one", (name) => {
		expect(mayHoldSecret(name)).toBe(true);
	});
	it.each(["a://b:c@d", "--wsrep_sst_auth=root:x", "password=x", "x; PASSWORD : y", "--password x", "CREATE USER a IDENTIFIED BY 'x'"])(
		"the value %s may hold one",
		(value) => {
			expect(holdsSecret(value)).toBe(true);
		},
	);
	it.each(["on", "mysql_native_password", "HIGH:!aNULL", "https://example.com/a", "/etc/ssl/key.pem"])(
		"the value %s holds none",
		(value) => {
			expect(holdsSecret(value)).toBe(false);
		},
	);
	it("knows names of passwords", () => {
		expect(["PASSWORD", "X_PASS", "app-password", "PASSWORD2"].every(namesPassword)).toBe(true);
		expect(["PASSENGER", "OLDPWD", "PASSWORD_FILE", "BYPASS_CACHE", "PASSPORT_URL"].some(namesPassword)).toBe(false);
	});
});
