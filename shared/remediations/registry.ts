import type { Action } from "./action.ts";
import { eksActions } from "./eks/index.ts";
import { kmsActions } from "./kms/index.ts";
import { logsActions } from "./logs/index.ts";
import { networkActions } from "./network/index.ts";
import { parametersActions } from "./parameters/index.ts";
import { rdsActions } from "./rds/index.ts";
import { secretsActions } from "./secrets/index.ts";

/** Every repair, in the order of their ids. */
export const remediations: readonly Action[] = [
	...rdsActions,
	...networkActions,
	...parametersActions,
	...kmsActions,
	...secretsActions,
	...eksActions,
	...logsActions,
].sort((one, other) => (one.id < other.id ? -1 : 1));
