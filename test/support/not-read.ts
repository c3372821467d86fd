import { unread } from "../../shared/core/observed.ts";

/** A fact that the Kubernetes API did not give out. */
export const notRead = unread({ service: "kubernetes", operation: "list pods", cause: "denied", message: "not allowed" });
