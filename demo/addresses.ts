/** Where the services of the demonstration live: pods of the saved cluster, and what the live sessions are opened from where the system lets a client choose. */
export const addresses = {
	database: "127.0.0.1",
	checkout: "127.0.0.11",
	recommendations: "127.0.0.12",
	adminUi: "127.0.0.13",
	nightlyExport: "127.0.0.14",
} as const;
