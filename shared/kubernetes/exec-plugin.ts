import { spawn } from "node:child_process";
import { join } from "node:path";
import * as z from "zod";
import { LoginFailed } from "./client.ts";
import { plainMessage } from "./failure.ts";
import type { KubeconfigContext } from "./kubeconfig.ts";

/** What a credential plugin gives; `expires` in milliseconds since the epoch. */
export interface ExecCredential {
	readonly token?: string | undefined;
	readonly certificate?: string | undefined;
	readonly key?: string | undefined;
	readonly expires?: number | undefined;
}

const Answer = z.looseObject({
	apiVersion: z.string(),
	kind: z.literal("ExecCredential"),
	status: z.looseObject({
		token: z.string().min(1).optional(),
		clientCertificateData: z.string().min(1).optional(),
		clientKeyData: z.string().min(1).optional(),
		expirationTimestamp: z.string().optional(),
	}),
});

/** A plugin that opens a browser or waits for a word that nobody says must not hold a scan up, in milliseconds. */
const longestRun = 60_000;
const maximumOutput = 1024 * 1024;

/** Runs the credential plugin of a context as kubectl does, without a terminal. Rejects with `LoginFailed`. */
export async function execCredential(
	context: KubeconfigContext,
	environment: Readonly<Record<string, string | undefined>>,
	timeout: number = longestRun,
): Promise<ExecCredential> {
	const { exec } = context.user;
	if (!exec) throw new LoginFailed("other", "The context has no credential plugin.");
	const { command, interactiveMode, installHint } = exec;
	const apiVersion = exec.apiVersion || "client.authentication.k8s.io/v1";
	if (interactiveMode === "Always")
		throw new LoginFailed("unsupported", `The credential plugin ${command} wants to ask somebody (interactiveMode: Always).`);
	const variables = Object.fromEntries((exec.env ?? []).map(({ name, value }) => [name, value]));
	const output = await run(
		// A name is looked up on the PATH, a relative path starts at the kubeconfig.
		/[/\\]/.test(command) && !/^([/\\]|[A-Za-z]:)/.test(command) ? join(context.directory, command) : command,
		exec.args ?? [],
		{ ...environment, ...variables, KUBERNETES_EXEC_INFO: JSON.stringify(execInfo(context, apiVersion)) },
		{ timeout, hint: installHint ?? undefined, name: command, secrets: secretsOf({ ...environment, ...variables }, exec.args ?? []) },
	);
	return credentialIn(output, command, apiVersion);
}

const namesSecret = /pass(word|wd|phrase)?|secret|token|key|credential|assertion|pin$/i;

/** What a plugin is told that may be a secret, and that it may repeat when it fails: variables and options by their names. */
const secretsOf = (variables: Readonly<Record<string, string | undefined>>, args: readonly string[]): string[] => [
	...Object.entries(variables).flatMap(([name, value]) => (value !== undefined && namesSecret.test(name) ? [value] : [])),
	...args.flatMap((argument, index) => {
		const [, name = "", value] = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(argument) ?? [];
		return namesSecret.test(name) ? [value ?? args[index + 1] ?? ""] : [];
	}),
];

/** What the plugin is told of the cluster, when its entry says that it wants to know. */
function execInfo({ cluster, user }: KubeconfigContext, apiVersion: string) {
	const config = (cluster.extensions ?? []).find(({ name }) => name === "client.authentication.k8s.io/exec")?.extension;
	return {
		apiVersion,
		kind: "ExecCredential",
		spec: {
			interactive: false,
			...(user.exec?.provideClusterInfo
				? {
						cluster: {
							server: cluster.server,
							...(cluster["tls-server-name"] ? { "tls-server-name": cluster["tls-server-name"] } : {}),
							...(cluster["certificate-authority-data"] ? { "certificate-authority-data": cluster["certificate-authority-data"] } : {}),
							...(config === undefined ? {} : { config }),
						},
					}
				: {}),
		},
	};
}

function run(
	command: string,
	args: readonly string[],
	environment: Readonly<Record<string, string | undefined>>,
	{
		timeout,
		hint,
		name,
		secrets,
	}: { readonly timeout: number; readonly hint: string | undefined; readonly name: string; readonly secrets: readonly string[] },
): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { env: environment, stdio: ["ignore", "pipe", "pipe"], timeout, killSignal: "SIGKILL" });
		let [output, errors] = ["", ""];
		child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
			output += chunk;
			if (output.length > maximumOutput) child.kill("SIGKILL");
		});
		child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
			errors = (errors + chunk).slice(-4_000);
		});
		child.on("error", (error: NodeJS.ErrnoException) =>
			reject(
				new LoginFailed(
					"other",
					error.code === "ENOENT"
						? `The credential plugin ${name} is not installed.${hint ? ` ${plainMessage(hint)}` : ""}`
						: `The credential plugin ${name} does not start: ${error.message}`,
				),
			),
		);
		child.on("close", (code, signal) => {
			if (code === 0) resolve(output);
			else if (output.length > maximumOutput) reject(new LoginFailed("malformed", `The credential plugin ${name} says too much.`));
			else if (signal) reject(new LoginFailed("timeout", `The credential plugin ${name} did not end within ${timeout / 1000} s.`));
			else reject(new LoginFailed("denied", `The credential plugin ${name} failed (${code}): ${plainMessage(errors, secrets)}`));
		});
	});
}

/** Its output is not repeated: it is a secret. */
function credentialIn(output: string, command: string, apiVersion: string): ExecCredential {
	const malformed = (what: string) => new LoginFailed("malformed", `The credential plugin ${command} ${what}.`);
	let data: unknown;
	try {
		data = JSON.parse(output);
	} catch {
		throw malformed("gave no JSON");
	}
	const answer = Answer.safeParse(data);
	if (!answer.success) throw malformed("gave no ExecCredential with a status");
	if (answer.data.apiVersion !== apiVersion) throw malformed(`answered in another version of the API than ${apiVersion}`);
	const { token, clientCertificateData: certificate, clientKeyData: key, expirationTimestamp } = answer.data.status;
	if (token === undefined && certificate === undefined) throw malformed("gave neither a token nor a certificate");
	if ((certificate === undefined) !== (key === undefined))
		throw malformed("gave a certificate without a key, or a key without a certificate");
	const expires = expirationTimestamp === undefined ? undefined : Date.parse(expirationTimestamp);
	if (expires !== undefined && Number.isNaN(expires)) throw malformed("gave an expirationTimestamp that is no time");
	return { token, certificate, key, expires };
}
