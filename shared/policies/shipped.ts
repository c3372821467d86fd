/** The bundle of the policies that Parapet ships; undefined when there is none. */
export const shippedBundle = async (): Promise<Uint8Array | undefined> => undefined;
