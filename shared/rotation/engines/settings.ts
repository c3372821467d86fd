import type { SqlTimeouts } from "../../connect/port.ts";
import type { Server } from "../effects.ts";

/** How engines connect. */
export interface EngineSettings {
	/** Certificate authorities as PEM texts that a server is verified with; undefined for those of Node. */
	readonly authorities: (server: Server) => Promise<readonly string[] | undefined>;
	/** Milliseconds; several connections must fit into what a step may take. */
	readonly timeouts: SqlTimeouts;
}
