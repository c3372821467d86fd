import * as z from "zod";
import { ConfigError } from "../core/errors.ts";
import type { Suppression } from "../core/suppression.ts";
import { readData } from "./files.ts";
import { SuppressionList } from "./suppression-schema.ts";
import { validate } from "./validate.ts";

const SuppressionFile = z.strictObject({ suppressions: SuppressionList });

/** Reads a suppression file (JSON or YAML, `suppressions: [...]`); a Prowler mutelist gets the hint to convert it. */
export async function readSuppressions(path: string): Promise<readonly Suppression[]> {
	const data = await readData(path);
	if (typeof data === "object" && data !== null && "Mutelist" in data) {
		throw new ConfigError(
			`${path} is a Prowler mutelist. Mutelists have no owner and no expiry; convert it once with: parapet suppressions import ${path} --owner NAME --expires DATE > suppressions.yaml`,
		);
	}
	return validate(SuppressionFile, data, path).suppressions;
}
