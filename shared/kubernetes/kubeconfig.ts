import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { parse, YAMLParseError } from "yaml";
import * as z from "zod";
import { ConfigError } from "../core/errors.ts";

const text = z.string().nullish();
/** YAML's null is Go's empty value. */
const listOf = <T extends z.ZodType>(item: T) => z.array(item).nullish();

const Cluster = z.looseObject({
	server: z.string().min(1),
	"certificate-authority": text,
	"certificate-authority-data": text,
	"insecure-skip-tls-verify": z.boolean().nullish(),
	"tls-server-name": text,
	"proxy-url": text,
	extensions: listOf(z.looseObject({ name: text, extension: z.unknown() })),
});

const Exec = z.looseObject({
	apiVersion: text,
	command: z.string().min(1),
	args: listOf(z.string()),
	env: listOf(z.looseObject({ name: z.string(), value: z.string() })),
	installHint: text,
	provideClusterInfo: z.boolean().nullish(),
	interactiveMode: text,
});
export type Exec = z.infer<typeof Exec>;

const User = z.looseObject({
	token: text,
	tokenFile: text,
	"client-certificate": text,
	"client-certificate-data": text,
	"client-key": text,
	"client-key-data": text,
	username: text,
	password: text,
	as: text,
	"as-uid": text,
	"as-groups": listOf(z.string()),
	"as-user-extra": z.record(z.string(), z.array(z.string())).nullish(),
	exec: Exec.nullish(),
	"auth-provider": z.looseObject({ name: z.string(), config: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});

const Context = z.looseObject({ cluster: z.string().min(1), user: text, namespace: text });

const Kubeconfig = z.looseObject({
	"current-context": text,
	clusters: listOf(z.looseObject({ name: z.string(), cluster: Cluster })),
	users: listOf(z.looseObject({ name: z.string(), user: User.nullish() })),
	contexts: listOf(z.looseObject({ name: z.string(), context: Context })),
});

/** A context with what it leads to; paths are absolute. */
export interface KubeconfigContext {
	readonly context: string;
	/** The name of the entry under `clusters`. */
	readonly clusterName: string;
	readonly cluster: z.infer<typeof Cluster>;
	readonly user: z.infer<typeof User>;
	/** The folder of the file that the user stands in, which relative commands start from. */
	readonly directory: string;
}

/** Which kubeconfig, and which of its contexts. */
export interface KubeconfigRequest {
	/** Alone; else the files of KUBECONFIG, else ~/.kube/config. */
	readonly file?: string | undefined;
	/** The current context when empty. */
	readonly contexts: readonly string[];
	readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The chosen contexts, from files put together as kubectl does: the first that sets something wins. Throws `ConfigError`, which repeats no value. */
export async function readKubeconfig({ file, contexts, environment }: KubeconfigRequest): Promise<KubeconfigContext[]> {
	const paths = file === undefined ? defaultFiles(environment) : [file];
	const loaded = (await Promise.all(paths.map((path) => load(path, file !== undefined)))).filter((part) => part !== undefined);
	const where = paths.join(", ");
	if (loaded.length === 0)
		throw new ConfigError(`There is no kubeconfig at ${where}. Name one with --kubeconfig FILE, or an EKS cluster with --cluster NAME.`);
	const clusters = firstOf(loaded.flatMap(({ data }) => data.clusters ?? []));
	const users = firstOf(loaded.flatMap(({ data, directory }) => (data.users ?? []).map((user) => ({ ...user, directory }))));
	const known = firstOf(loaded.flatMap(({ data }) => data.contexts ?? []));
	const current = loaded.map(({ data }) => data["current-context"]).find((name) => name);
	const wanted = contexts.length > 0 ? [...new Set(contexts)] : current ? [current] : [];
	const choice = known.size === 0 ? "It has none." : `It has: ${[...known.keys()].slice(0, 20).join(", ")}.`;
	if (wanted.length === 0) throw new ConfigError(`${where} names no current context: choose with --context. ${choice}`);
	return wanted.map((name) => {
		const context = known.get(name)?.context;
		if (!context) throw new ConfigError(`${where} has no context ${JSON.stringify(name)}. ${choice}`);
		const cluster = clusters.get(context.cluster)?.cluster;
		if (!cluster)
			throw new ConfigError(`${where}: the context ${name} is of the cluster ${JSON.stringify(context.cluster)}, which is not there.`);
		const user = context.user ? users.get(context.user) : undefined;
		if (context.user && !user)
			throw new ConfigError(`${where}: the context ${name} is of the user ${JSON.stringify(context.user)}, who is not there.`);
		return { context: name, clusterName: context.cluster, cluster, user: user?.user ?? {}, directory: user?.directory ?? "." };
	});
}

function defaultFiles(environment: KubeconfigRequest["environment"]): string[] {
	const named = (environment.KUBECONFIG ?? "").split(delimiter).filter((path) => path !== "");
	return named.length > 0 ? [...new Set(named)] : [join(environment.HOME || homedir(), ".kube", "config")];
}

interface Loaded {
	readonly data: z.infer<typeof Kubeconfig>;
	readonly directory: string;
}

/** A file of a list may be missing, as for kubectl; one that was named alone may not. */
async function load(path: string, required: boolean): Promise<Loaded | undefined> {
	let content: string;
	try {
		content = await readFile(path, "utf8");
	} catch (cause) {
		const { code, message } = cause as NodeJS.ErrnoException;
		if (code === "ENOENT" && !required) return undefined;
		const reason = code === "ENOENT" ? "no such file" : code === "EISDIR" ? "it is a directory" : message;
		throw new ConfigError(`Cannot read the kubeconfig ${path}: ${reason}.`, { cause });
	}
	let raw: unknown;
	try {
		raw = parse(content);
	} catch (cause) {
		// The parser's own message quotes the line, which may hold a token.
		const place =
			cause instanceof YAMLParseError && cause.linePos ? ` (line ${cause.linePos[0].line}, column ${cause.linePos[0].col})` : "";
		throw new ConfigError(`The kubeconfig ${path} is not valid YAML${place}.`);
	}
	const result = Kubeconfig.safeParse(raw ?? {});
	if (!result.success)
		throw new ConfigError(`${path} is no valid kubeconfig:`, {
			problems: result.error.issues.slice(0, 20).map((issue) => `${issue.path.join(".") || "(top level)"}: ${issue.message}`),
		});
	const directory = dirname(path);
	for (const { cluster } of result.data.clusters ?? []) absolute(cluster, ["certificate-authority"], directory);
	for (const { user } of result.data.users ?? []) if (user) absolute(user, ["client-certificate", "client-key", "tokenFile"], directory);
	return { data: result.data, directory };
}

function absolute<K extends string>(entry: { [N in K]?: string | null | undefined }, keys: readonly K[], directory: string): void {
	for (const key of keys) {
		const path = entry[key];
		if (path && !isAbsolute(path)) entry[key] = join(directory, path);
	}
}

const firstOf = <T extends { readonly name: string }>(entries: readonly T[]): Map<string, T> => {
	const found = new Map<string, T>();
	for (const entry of entries) if (!found.has(entry.name)) found.set(entry.name, entry);
	return found;
};
