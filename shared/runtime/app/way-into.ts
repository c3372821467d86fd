import { findAccount, type Target } from "../../aws/accounts.ts";
import type { App } from "./opening.ts";

type Way = Promise<Target | undefined>;

/** Ways into accounts, once a container: their keys are remembered until they expire. */
const ways = new WeakMap<App, Map<string, Way>>();

/** The way into one account, found once a container; undefined when no configured access leads there. A failure is not remembered. */
export function wayInto(app: App, account: string): Way {
	const known = ways.get(app) ?? new Map<string, Way>();
	ways.set(app, known);
	const { roles, organization } = app.config.access;
	const request = { roles, organization, defaultRegion: app.home.region, credentials: app.credentials };
	const way = known.get(account) ?? findAccount(request, account, app.connection.caller);
	known.set(account, way);
	way.catch(() => known.delete(account));
	return way;
}
