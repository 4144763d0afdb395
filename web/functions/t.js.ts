import { toEdge } from "./forward.ts";

export const onRequest = toEdge;
