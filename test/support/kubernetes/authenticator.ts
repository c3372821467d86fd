import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/** Whom a bearer token stands for. */
export interface Identity {
	readonly user: string;
	readonly groups: readonly string[];
}

/** Answers the server's TokenReviews, as aws-iam-authenticator does for EKS: the way to make identities while the server runs. */
export async function startAuthenticator(identify: (token: string) => Identity | undefined | Promise<Identity | undefined>) {
	const server = createServer(async (incoming, outgoing) => {
		let status: unknown = { authenticated: false };
		try {
			const { spec } = JSON.parse(await text(incoming)) as { spec: { token: string } };
			const identity = await identify(spec.token);
			if (identity) status = { authenticated: true, user: { username: identity.user, uid: identity.user, groups: identity.groups } };
		} catch (error) {
			status = { authenticated: false, error: String(error) };
		}
		outgoing.setHeader("content-type", "application/json");
		outgoing.end(JSON.stringify({ apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", status }));
	});
	await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
	const address = server.address();
	if (address === null || typeof address === "string") throw new Error("no port");
	return {
		url: `http://127.0.0.1:${address.port}/`,
		stop: () =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
