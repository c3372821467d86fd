import type { ClientMakers } from "../../aws/clients.ts";
import { connectWith } from "../../aws/connect-with.ts";
import { version } from "../version.ts";
import { functionCredentials } from "./environment.ts";
import { opening } from "./opening.ts";

/** Opens what a function works with that calls these services: its bundle has nothing of the others. */
export const openWith = (makers: ClientMakers) =>
	opening({
		connect: (concurrency, onCall) => connectWith({ version, concurrency, makers }, onCall),
		credentials: () => functionCredentials,
	});
