import type { Scope } from "../core/scope.ts";
import type { AwsCaller, CallRecord } from "./caller.ts";
import type { ClientMakers, ClientSettings, CredentialProvider } from "./clients.ts";
import { connectWith } from "./connect-with.ts";
import { scanMakers } from "./makers.ts";

/** All of a scan's way to AWS: one pool of connections, one bound on calls. */
export interface AwsConnection {
	/** A caller for a scope; the region `global` is answered by the partition's home region. From the deadline on it calls nothing more. */
	caller(scope: Scope, credentials: CredentialProvider, deadline?: AbortSignal): AwsCaller;
	/** The scope is finished: its clients may go. */
	release(scope: Scope, credentials: CredentialProvider): void;
	close(): void;
}

/** Opens a connection to every service that scans and commands call, and to those of further makers; nothing is called before a caller is used. */
export function connect(
	settings: Omit<ClientSettings, "makers"> & { readonly makers?: ClientMakers | undefined },
	onCall?: (call: CallRecord) => void,
): AwsConnection {
	return connectWith({ ...settings, makers: { ...scanMakers, ...settings.makers } }, onCall);
}
