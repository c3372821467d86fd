/** Is the host an endpoint that RDS gave out: of an instance, a cluster or a proxy, in any partition? */
export const isRdsEndpoint = (host: string): boolean => /\.rds\.amazonaws\.com(\.cn)?\.?$/i.test(host);
