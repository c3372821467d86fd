/**
 * Where alerts wait and incidents are remembered: small texts under keys of `a-z A-Z 0-9 . _ -` in parts divided by `/`. Each call is
 * whole or not at all, and what `list` gives may be as old as a moment. A directory now; a bucket or a table can do the same.
 */
export interface Store {
	get(key: string): Promise<string | undefined>;
	/** False, and nothing changes, when the key is there already: of two at the same time one succeeds. */
	create(key: string, text: string): Promise<boolean>;
	write(key: string, text: string): Promise<void>;
	/** No error when it is gone already. */
	remove(key: string): Promise<void>;
	/** The keys below `prefix/`, in the order of their characters. */
	list(prefix: string): Promise<string[]>;
}

/** Time, for what waits: tests have one that does not wait. Milliseconds. */
export interface Clock {
	now(): number;
	sleep(milliseconds: number): Promise<void>;
}
