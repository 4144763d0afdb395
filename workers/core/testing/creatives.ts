/** A program whose creatives tests make, upload and embed. */
import { env } from "cloudflare:workers";
import { openDb } from "../../db/batch.ts";
import type { Actor } from "../../domain/actor.ts";
import { callApi } from "./api.ts";
import { png } from "./images.ts";
import { affiliateOf, memberOf } from "./people.ts";
import { makeSample } from "./sample.ts";

type UploadCall = { readonly actor?: Actor; readonly headers?: Record<string, string> };

/** A sample with its manager, who makes banners unless told otherwise, and its affiliate. */
export async function makeCreativeSample() {
  const sample = await makeSample(openDb(env.DB));
  const manager: Actor = memberOf(sample.organization.id, "manager");
  const affiliate: Actor = affiliateOf(sample);
  const make = (changes: object = {}, actor: Actor = manager, headers = {}) =>
    callApi("/creatives", {
      actor,
      body: { program_id: sample.program.id, kind: "banner", name: "Spring", ...changes },
      headers,
    });
  const made = async (changes: object = {}) => (await make(changes)).body;
  const upload = (
    id: string,
    bytes: Uint8Array | string,
    type = "image/png",
    { actor = manager, headers = {} }: UploadCall = {},
  ) =>
    callApi(`/creatives/${id}/file`, {
      actor,
      method: "PUT",
      body: bytes,
      headers: { "content-type": type, ...headers },
    });
  return {
    sample,
    manager,
    affiliate,
    make,
    made,
    upload,
    withFile: async (changes: object = {}) =>
      (await upload((await made(changes)).id, png(300, 250))).body,
    get: (id: string, actor: Actor = manager) => callApi(`/creatives/${id}`, { actor }),
  };
}

/** The path below `/api/v1` of a file's address. */
export const pathOf = (url: string) => url.slice(`${env.BASE_URL}/api/v1`.length);
