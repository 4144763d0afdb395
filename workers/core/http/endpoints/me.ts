/** `/api/v1/me`: one's own account. Sessions and passwords are at `/api/auth`. */
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { meEditedSchema, meEditSchema, meSchema, photoSchema } from "../../../contract/me.ts";
import { csrfToken } from "../../auth/keys.ts";
import { editMe } from "../../services/account/edit.ts";
import { removePhoto, servePhoto, setPhoto } from "../../services/account/photo.ts";
import { readMe } from "../../services/account/read.ts";
import { ownActor } from "../../services/account/self.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

export const meEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "getMe",
    tag: "Account",
    summary: "Get your account: who you are, in which teams and programs, and the session's token",
    action: "account.read",
    method: "get",
    path: "/me",
    answer: meSchema,
    problems: [],
    example: {},
    run: async (ctx) => {
      const { sessionId } = ownActor(ctx, "account.read");
      return { ...(await readMe(ctx)), csrf_token: await csrfToken(ctx.env, sessionId) };
    },
  }),
  endpoint({
    id: "updateMe",
    tag: "Account",
    summary: "Change your name and preferences",
    description: "A field that is absent stays as it is. The name is read by `GET /me`.",
    action: "account.edit",
    method: "patch",
    path: "/me",
    body: meEditSchema,
    answer: meEditedSchema,
    problems: [],
    example: { body: { name: "Mara Example-Meyer", time_zone: "Europe/Berlin", theme: "dark" } },
    run: (ctx, { body }) => editMe(ctx, body),
  }),
  endpoint({
    id: "setMyPhoto",
    tag: "Account",
    summary: "Give yourself a photo",
    description:
      "A PNG, JPEG or WebP of at most 10 MB, 10,000 pixels a side and 50 million in all. Its middle is kept as a square of 256 pixels, and nothing else of the file.",
    action: "account.edit",
    method: "put",
    path: "/me/photo",
    body: "file",
    answer: photoSchema,
    problems: [
      "file.empty",
      "file.type_not_allowed",
      "file.type_differs",
      "file.too_many_pixels",
      "request.too_large",
    ],
    example: {},
    run: (ctx, { body }) => setPhoto(ctx, body),
  }),
  endpoint({
    id: "removeMyPhoto",
    tag: "Account",
    summary: "Take your photo away",
    action: "account.edit",
    method: "delete",
    path: "/me/photo",
    problems: [],
    example: {},
    run: (ctx) => removePhoto(ctx),
  }),
  endpoint({
    id: "getPhoto",
    tag: "Account",
    summary: "Get somebody's photo",
    description: "For that person, and for the teams that the person belongs to or works for.",
    action: "user.read_photo",
    method: "get",
    path: "/users/:user_id/photo",
    answer: "file",
    problems: ["user.not_found", "file.not_found"],
    example: { params: { user_id: EXAMPLE_IDS.user } },
    run: (ctx, { params }) => servePhoto(ctx, params.user_id),
  }),
];
