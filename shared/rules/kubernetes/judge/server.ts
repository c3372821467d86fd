import { Unobserved } from "../../../core/observed.ts";
import type { KubernetesWorkload } from "../../../core/resources/index.ts";
import { databaseContainers } from "./database.ts";
import { nameOf } from "./name.ts";

/** A variable of the database's image, when a literal or a ConfigMap sets it. */
export const variableOf = ({ databaseSettings }: KubernetesWorkload, name: string): string | undefined =>
	Object.hasOwn(databaseSettings, name) ? databaseSettings[name] : undefined;

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
	if (secret !== undefined)
		throw new Unobserved(`${nameOf(workload)} takes all of the Secret ${secret} as variables, which may set ${what}.`);
}

/** Is it a true value as images read it: yes, true, on or 1? */
export const isYes = (value: string | undefined): boolean => value !== undefined && /^(yes|true|on|1)$/i.test(value.trim());
