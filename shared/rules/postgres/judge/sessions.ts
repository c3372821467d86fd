import { need } from "../../../core/observed.ts";
import type { PostgresServer } from "../../../core/resources/index.ts";
import type { PostgresSession } from "../../../core/resources/postgres.ts";

/** Sessions that came over the network; those over a Unix socket never leave the host. */
export const networkSessions = (server: PostgresServer): PostgresSession[] =>
	need(server.sessions).filter(({ client }) => client !== undefined);

/** Did the session come from the server's own host? */
export const isLoopback = ({ client }: Pick<PostgresSession, "client">): boolean =>
	client !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(client);

/** Who, through what, from where: `orders_app/orders-api from 10.0.3.7`. */
export const sessionName = ({ user, application, client, pid }: PostgresSession): string =>
	`${user ?? "?"}/${application || "?"} from ${client ?? "socket"} (pid ${pid})`;

/** Hours between two times, the first in ISO 8601, the second in milliseconds. */
export const hoursSince = (time: string, now: number): number => (now - Date.parse(time)) / 3_600_000;
