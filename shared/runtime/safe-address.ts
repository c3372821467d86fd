/** May something secret go there? Over TLS, or to this machine only, without user and password in the address. */
export function isSafe(address: string): boolean {
	const url = URL.parse(address);
	if (url?.username !== "" || url.password !== "") return false;
	return url.protocol === "https:" || (url.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname));
}
