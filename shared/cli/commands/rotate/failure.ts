import { ConfigError } from "../../../core/errors.ts";
import { RotationError } from "../../../rotation/errors.ts";
import { AwsRefused } from "../../../runtime/rotation/failure.ts";

/** What AWS refuses, and what a step says for itself, is news for the user and no defect of the program. */
export async function orFail<T>(doing: Promise<T>): Promise<T> {
	try {
		return await doing;
	} catch (error) {
		if (error instanceof AwsRefused || error instanceof RotationError) throw new ConfigError(error.message, { cause: error });
		throw error;
	}
}
