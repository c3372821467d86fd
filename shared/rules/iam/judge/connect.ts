/** Does the pattern of resource ids stand for all databases, or all of a kind? */
export const isAnyDatabase = (database: string): boolean => /^(db-|cluster-|prx-)?[*?]+$/.test(database);

/** Does the pattern of user names stand for all users? */
export const isAnyUser = (user: string): boolean => /^[*?]+$/.test(user);
