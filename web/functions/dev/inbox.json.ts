import { toCore } from "../forward.ts";

export const onRequest = toCore;
