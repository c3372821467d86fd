import { Unobserved } from "../../../core/observed.ts";
import type { KubernetesWorkload } from "../../../core/resources/index.ts";
import { settingOf } from "./config.ts";
import { databaseContainers } from "./database.ts";
import { nameOf } from "./name.ts";

/** A variable of the database's image, when a literal or a ConfigMap sets it; throws `Unobserved` when it is set to what is not known. */
export function variableOf(workload: KubernetesWorkload, name: string): string | undefined {
	needKnown(workload, name);
	return Object.hasOwn(workload.databaseSettings, name) ? workload.databaseSettings[name] : undefined;
}

/** An argument of the server by its name; throws `Unobserved` when it is set to what is not known. */
export function argumentOf(workload: KubernetesWorkload, name: string): string | undefined {
	needKnown(workload, name);
	return settingOf(workload.databaseSettings, name);
}

function needKnown(workload: KubernetesWorkload, name: string): void {
	if (workload.unknownSettings?.includes(name))
		throw new Unobserved(`${nameOf(workload)} sets ${name} to something that is not known: a Secret or a ConfigMap that was not read.`);
}

/** Secrets that the container of the database gets whole as variables: which, only they know. */
export function wholeSecrets(workload: KubernetesWorkload): string[] {
	const names = new Set(databaseContainers(workload).map(({ name }) => name));
	return workload.secretVariables
		.filter(({ container, variable }) => variable === undefined && names.has(container))
		.map(({ secret }) => secret);
}

/** Throws `Unobserved` when variables that are not seen may set `what`. */
export function needAllVariables(workload: KubernetesWorkload, what: string): void {
	const [secret] = wholeSecrets(workload);
	if (workload.unknownSettings?.includes("*"))
		throw new Unobserved(`${nameOf(workload)} takes all of a ConfigMap that was not read as variables, which may set ${what}.`);
	if (secret !== undefined)
		throw new Unobserved(`${nameOf(workload)} takes all of the Secret ${secret} as variables, which may set ${what}.`);
}

/** Is it a true value as images read it: yes, true, on or 1? */
export const isYes = (value: string | undefined): boolean => value !== undefined && /^(yes|true|on|1)$/i.test(value.trim());
