import { connect, type NetConnectOpts, Socket } from "node:net";

/** A socket for `pg` that comes from an address of the loopback network, as if it were another machine. */
export class AddressedSocket extends Socket {
	readonly #localAddress: string;

	constructor(localAddress: string) {
		super();
		this.#localAddress = localAddress;
	}

	/** `pg` calls it with port and host. */
	override connect(...[port, host]: unknown[]): this {
		return super.connect({ port: Number(port), host: String(host), localAddress: this.#localAddress } satisfies NetConnectOpts);
	}
}

/** The same for `mysql2`, which takes an open socket. */
export const socketFrom = (localAddress: string, port: number): Socket => connect({ port, host: "127.0.0.1", localAddress });
