import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigError } from "../../core/errors.ts";

/** The folder with the sources of the policies that come with Parapet, in the tree or in the installed package. */
export function shippedSources(): string {
	for (let at = import.meta.dirname; at !== dirname(at); at = dirname(at)) {
		const path = join(at, "shared", "policies", "rego");
		if (existsSync(path)) return path;
	}
	throw new ConfigError("The sources of the shipped policies are not in this installation; name a folder: parapet policy test DIR");
}
